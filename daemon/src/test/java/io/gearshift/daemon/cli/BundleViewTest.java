package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class BundleViewTest {

    private static final String SHOP_1 = "{'digest':'0123456789abcdef','name':'shop','version':'1.0'}";
    private static final String SHOP_2 = "{'digest':'fedcba9876543210','name':'shop','version':'2.0'}";

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static String render(String json) throws Exception {
        return BundleView.render(json(json), json("'2026-05-01T10:00:30Z'"));
    }

    @Test
    void notFollowed_saysNothing() throws Exception {
        assertThat(render("null")).isEmpty();
    }

    @Test
    void staged_saysHowLongAndWhatTheServerSaid() throws Exception {
        assertThat(render("{'url':'https://box/shop.gsp','phase':'shadow','active':" + SHOP_1 + ",'candidate':" + SHOP_2
                        + ",'remainingS':185.2,'pull':{'at':'2026-05-01T10:00:18Z','outcome':'fetched','error':null},"
                        + "'refused':[]}"))
                .isEqualTo("""
                        bundle       shop 1.0 (0123456789ab) in force
                          staged     shop 2.0 (fedcba987654), in shadow for another 3m 5s
                          server     https://box/shop.gsp, fetched 12s ago
                        """);
    }

    @Test
    void serverDown_andOneRefused_areTold() throws Exception {
        assertThat(render("{'url':'https://box/shop.gsp','phase':'steady','active':null,'candidate':null,"
                        + "'pull':{'at':'2026-05-01T10:00:18Z','outcome':'failed','error':'Connection refused',"
                        + "'lastGoodAt':'2026-05-01T09:00:30Z'},"
                        + "'refused':[{'bundle':" + SHOP_2 + ",'reason':'its tests fail'}]}"))
                .isEqualTo("""
                        bundle       none in force: the configured pack is
                          server     https://box/shop.gsp, failed 12s ago: Connection refused; last good answer 1h 0m ago
                          refused    shop 2.0 (fedcba987654): its tests fail
                        """);
    }

    @Test
    void watched_saysHowLong() throws Exception {
        assertThat(render("{'url':'https://box/shop.gsp','phase':'watch','active':" + SHOP_2
                        + ",'remainingS':59.9,'pull':{'at':null},'refused':[]}"))
                .isEqualTo("""
                        bundle       shop 2.0 (fedcba987654) in force, watched for another 59s
                          server     https://box/shop.gsp, not asked yet
                        """);
    }
}
