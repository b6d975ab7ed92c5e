package io.gearshift.daemon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.daemon.demo.device.DeviceMoment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    private final List<String> told = new ArrayList<>();
    private final Timeline timeline = new Timeline(false, "commands".length());

    @Test
    void shift_line_hasTimeDeviceGearsReasonAndRule() throws Exception {
        JsonNode decision = decision("SHIFT", "\"full@cpu:2\"");

        String line = timeline.shift(Timeline.shift(12.34, decision), decision.path("device"));

        assertThat(line)
                .isEqualTo(
                        "+12.3s  72 °C   81 %  fashion   full@cpu:2 → pruned@cpu:1"
                                + "  the SoC reaches its trip point in under 30 s  (Leave full precision before the trip point)");
    }

    @Test
    void shift_byScore_namesTheRuleThatSetTheObjectiveIfOneDid() throws Exception {
        String score = "{\"kind\": \"score\", \"name\": \"ACCURACY\", \"text\": \"full scores 0.9\"}";
        String aim =
                "{\"kind\": \"objective\", \"name\": \"On charge: be accurate\", \"where\": \"battery.drl:9\", \"text\": \"on charge\"}";

        assertThat(Timeline.shift(1, json("{\"reasons\": [" + score + ", " + aim + "]}"))
                        .rule())
                .isEqualTo("On charge: be accurate");
        assertThat(Timeline.shift(1, json("{\"reasons\": [" + score + "]}")).rule())
                .isEqualTo("the pack's objective");
    }

    @Test
    void mark_line_isTellingApart() {
        assertThat(timeline.mark(7, new DeviceMoment(46.6, 0.8, false, true), "unplugged"))
                .isEqualTo("+ 7.0s  47 °C   80 %  ── unplugged");
    }

    @Test
    void colours_onATerminal_endOnEachLine() {
        String line = new Timeline(true, 8).mark(7, new DeviceMoment(46.6, 0.8, false, true), "unplugged");

        assertThat(line).contains("\u001b[1m── unplugged").endsWith("\u001b[0m");
    }

    @Test
    void log_ofDecisions_keepsShiftsButNotHoldsNorTheFirstGear() throws Exception {
        ShiftLog log = log();

        log.on("decision", decision("HOLD", "\"full@cpu:2\""));
        log.on("decision", decision("SHIFT", "null"));
        log.on("decision", decision("SHIFT", "\"full@cpu:2\""));

        assertThat(told).hasSize(1);
        assertThat(log.count("fashion")).isEqualTo(1);
        assertThat(log.count("minilm")).isZero();
        assertThat(log.shifts().get(0).atS()).isEqualTo(12.5);
    }

    @Test
    void log_ofSwaps_tellsTheOnesThatFailed() throws Exception {
        ShiftLog log = log();

        log.on("swap", json("{\"model\": \"fashion\", \"isSuccess\": true, \"problem\": \"\"}"));
        log.on("swap", json("{\"model\": \"fashion\", \"isSuccess\": false, \"problem\": \"canary: not finite\"}"));

        assertThat(told).hasSize(1);
        assertThat(told.get(0)).endsWith("fashion   the swap failed: canary: not finite");
    }

    private ShiftLog log() throws Exception {
        Narrator narrator = new Narrator() {
            @Override
            public void stage(String text) {}

            @Override
            public void progress(int done, int total, String current) {}

            @Override
            public void status(String text) {}

            @Override
            public void line(String text) {
                told.add(text);
            }
        };
        return new ShiftLog(START, new Gearbook(json("[]")), timeline, narrator);
    }

    private static JsonNode decision(String action, String from) throws Exception {
        return json("""
                {"id": "r1-5", "at": "2026-11-24T12:00:12.500Z", "model": "fashion", "action": "%s", "from": %s,
                 "gear": "pruned@cpu:1", "summary": "full@cpu:2 -> pruned@cpu:1 (forbidden)",
                 "reasons": [{"kind": "rule", "name": "Leave full precision before the trip point",
                              "text": "the SoC reaches its trip point in under 30 s"}],
                 "device": {"temperatureC": 72.2, "batteryRatio": 0.81}}
                """.formatted(action, from));
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
