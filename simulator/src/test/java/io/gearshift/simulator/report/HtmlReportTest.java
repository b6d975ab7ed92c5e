package io.gearshift.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.simulator.closedloop.Scenario;
import io.gearshift.simulator.closedloop.Setting;
import io.gearshift.simulator.closedloop.TestingScenes;
import io.gearshift.simulator.replay.Recording;
import io.gearshift.simulator.replay.TestingRules;
import io.gearshift.simulator.report.ReplayPlan.Pack;
import io.gearshift.simulator.report.ReplayPlan.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final Path APPROVED = Path.of("src/test/resources/approved/report.json");
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    private static String html(ModelSpec model, String first, String second, int seconds) throws Exception {
        Recording recording = TestingScenes.recording(model, seconds, i -> i % 30 < 20 ? 14 : 2, 0.1);
        ReplayPlan plan = new ReplayPlan(
                Setting.of(TestingScenes.device(TestingScenes.battery(4000)), 1),
                List.of(new Pack(first, new TestingRules("x", 33)), new Pack(second, new TestingRules("y", 29))),
                first,
                EnumSet.allOf(Reference.class),
                List.of(Requirement.parse("energy<=3*oracle"), Requirement.parse("misses<static(full)")),
                null,
                true);
        return HtmlReport.of(List.of(plan.run(recording, (done, steps, what) -> {})));
    }

    private static String data(String html) {
        Matcher matcher = DATA.matcher(html);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void report_ofASmallTrace_isAsApproved_andTheSameBytesEachTime() throws Exception {
        String html = html(TestingScenes.twoGears(), "mine", "other", 90);

        assertThat(html(TestingScenes.twoGears(), "mine", "other", 90)).isEqualTo(html);
        String pretty = new ObjectMapper().readTree(data(html)).toPrettyString() + "\n";
        if (System.getProperty("approve") != null) {
            Files.createDirectories(APPROVED.getParent());
            Files.writeString(APPROVED, pretty);
        }
        assertThat(pretty).isEqualTo(Files.readString(APPROVED));
    }

    @Test
    void report_any_loadsNothing_andRunsOnlyItsOwnScript() throws Exception {
        String html = html(TestingScenes.twoGears(), "mine", "other", 30);

        assertThat(html).contains("default-src 'none'").doesNotContain("{{").doesNotContain("unsafe-inline");
        assertThat(html).doesNotContainPattern("<(link|img|iframe|script[^>]* src)");
        assertThat(html).contains("The MIT License", "Copyright (c) 2022 Leon Sorokin");
        String script = html.substring(html.lastIndexOf("<script>") + 8, html.lastIndexOf("</script>"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
        assertThat(html).contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    }

    /** Names of models, gears and packs end no script and begin no element. */
    @Test
    void names_hostile_stayText() throws Exception {
        String bad = "</script><!--<script><img src=x onerror=alert(1)>{{script}}\u2028";
        ModelSpec model = TestingScenes.model(
                0.7, TestingScenes.gear(bad, 0.9, 60, 75, 180), TestingScenes.gear("full", 0.8, 20, 25, 20));

        String html = html(model, bad, "other", 30);

        assertThat(html.split("</script", -1)).hasSize(3);
        assertThat(html).doesNotContain("<img").doesNotContain("<!--");
        JsonNode json = new ObjectMapper().readTree(data(html));
        assertThat(json.at("/traces/0/policy").asText()).isEqualTo(bad);
        assertThat(json.at("/courses/0/models/0/gears/0").asText()).isEqualTo(bad + "@cpu:1");
    }

    @Test
    void trace_long_staysSmall_andLosesNoPeak() throws Exception {
        Scenario scenario = TestingScenes.scenario(TestingScenes.twoGears(), 5000, 1, 1);
        Timeline timeline = new Timeline(scenario, 100);
        Series series = new Series(timeline, 1);
        for (int turn = 0; turn < 5000; turn++) {
            series.put(turn, turn == 2517 ? 99 : turn == 2510 ? -7 : Math.sin(turn));
        }
        series.put(4999, Double.NaN);
        ArrayNode values = new ObjectMapper().createArrayNode();
        ArrayNode times = new ObjectMapper().createArrayNode();
        series.points(values);
        timeline.points(times);

        assertThat(values).hasSize(200);
        assertThat(times).hasSize(200);
        assertThat(values.get(100).asDouble()).as("the lowest came first").isEqualTo(-7);
        assertThat(values.get(101).asDouble()).isEqualTo(99);
        assertThat(times.get(100).asDouble()).isEqualTo(2501);
        for (int i = 1; i < 200; i++) {
            assertThat(times.get(i).asDouble()).isGreaterThan(times.get(i - 1).asDouble());
        }
    }
}
