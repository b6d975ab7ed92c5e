package io.gearshift.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.daemon.cli.CommandRun;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second pack beside the one in force, asked for over HTTP. */
class PolicyShadowIT {

    @TempDir
    private Path folder;

    @Test
    void shadow_overHttp_runsDisagreesAndEnds() throws Exception {
        DaemonHome home = new DaemonHome(folder, "fashion");
        TestingPack mine =
                new TestingPack(Files.createDirectories(folder.resolve("packs")).resolve("mine"));
        home.configure("policy: {packs: packs}");
        home.device().temperature(70);
        try (DaemonProcess daemon = home.start()) {
            daemon.relax();
            daemon.awaitMeasured();
            daemon.awaitVariant("fashion", "full");
            refusedNames_saySoAndStartNothing(daemon, mine.folder());

            assertThat(put(daemon, "mine", 200).path("outcome").asText()).isEqualTo("activated");
            daemon.await(
                    "it disagrees",
                    d -> d.get("/v1/policy/shadow")
                                    .path("models")
                                    .path(0)
                                    .path("disagreements")
                                    .asInt()
                            > 2);
            JsonNode model = daemon.get("/v1/policy/shadow").path("models").path(0);
            assertThat(model.path("model").asText()).isEqualTo("fashion");
            assertThat(model.path("gear").asText()).startsWith("full@");
            assertThat(model.path("shadowGear").asText()).startsWith("pruned@");
            assertThat(model.path("shadowSummary").asText()).contains("it is warm");
            assertThat(model.path("isNow").asBoolean()).isTrue();
            assertThat(daemon.variant("fashion")).as("never applied").isEqualTo("full");
            String metrics = daemon.send("GET", "/metrics", "").body();
            assertThat(metrics).containsPattern("gearshift_shadow_decisions_total\\S*agrees=\"false\"\\S* [1-9]");
            assertThat(run(daemon, "status").out())
                    .containsPattern(
                            "shadow mine 1 \\(\\w+\\), .*: disagrees in \\d+ of \\d+ decisions \\(\\d+\\.\\d %\\)");
            assertThat(run(daemon, "why", "fashion").out())
                    .contains("shadow mine 1 would take pruned@", "it is warm", "disagreed in");

            mine.write("rule \"Half");
            assertThat(put(daemon, "mine", 422).path("problems")).isNotEmpty();
            assertThat(daemon.get("/v1/policy/shadow")
                            .path("models")
                            .path(0)
                            .path("isNow")
                            .asBoolean())
                    .as("the shadow is as it was")
                    .isTrue();
            daemon.await("the watch tells of the edit", d -> d.err().contains("shadow policy"));
            mine.warmAt(90);
            daemon.await("the mended pack runs", d -> {
                JsonNode shadow = d.get("/v1/policy/shadow");
                return shadow.path("cycles").asInt() > 0
                        && shadow.path("disagreements").asInt() == 0;
            });

            assertThat(daemon.send("DELETE", "/v1/policy/shadow", "").statusCode())
                    .isEqualTo(200);
            assertThat(daemon.send("GET", "/v1/policy/shadow", "").statusCode()).isEqualTo(404);
            assertThat(daemon.send("DELETE", "/v1/policy/shadow", "").statusCode())
                    .as("again")
                    .isEqualTo(200);
            assertThat(daemon.send("DELETE", "/v1/policy/shadow", "").body())
                    .as("none ran")
                    .contains("\"stopped\":false");
        }
    }

    @Test
    void configured_broken_isToldEverywhereUntilItIsMended() throws Exception {
        DaemonHome home = new DaemonHome(folder, "fashion");
        TestingPack mine = new TestingPack(folder.resolve("mine"));
        mine.write("rule \"Warm\"\nwhen\n  Device( temperatuerC > 60 )\n  $c : Candidate( )\nthen\n"
                + "  policy.forbid($c, \"warm\");\nend\n");
        home.configure("policy: {shadow: mine}");
        try (DaemonProcess daemon = home.start()) {
            daemon.await(
                    "the fault is told",
                    d -> d.get("/v1/policy").path("shadow").path("fault").isTextual());
            daemon.await("a gear is in force", d -> !d.variant("fashion").isEmpty());
            JsonNode shadow = daemon.get("/v1/policy").path("shadow");
            assertThat(shadow.path("fault").asText()).contains("warm.drl:3:11", "did you mean temperatureC?");
            assertThat(shadow.path("origin").asText()).endsWith("mine");
            assertThat(shadow.path("policy").isNull()).isTrue();
            assertThat(daemon.get("/v1/policy/shadow")).isEqualTo(shadow);
            assertThat(daemon.err()).containsOnlyOnce("warm.drl:3:11");
            assertThat(run(daemon, "status").out())
                    .contains("shadow " + mine.folder() + " does not run", "fault      shadow policy: ")
                    .containsOnlyOnce("warm.drl:3:11");
            assertThat(run(daemon, "why", "fashion").out())
                    .contains("shadow " + mine.folder() + " does not run", "warm.drl:3:11");

            mine.warmAt(60);
            daemon.await(
                    "the mended pack runs",
                    d -> d.get("/v1/policy").path("shadow").path("policy").isObject());
            assertThat(daemon.get("/v1/policy").path("shadow").path("fault").isNull())
                    .isTrue();
            assertThat(run(daemon, "status").out())
                    .contains("shadow mine 1 (")
                    .doesNotContain("does not run", "  fault ");
        }
    }

    private void refusedNames_saySoAndStartNothing(DaemonProcess daemon, Path pack) throws Exception {
        Files.createSymbolicLink(folder.resolve("packs/link"), new TestingPack(folder.resolve("elsewhere")).folder());
        List<String> names = List.of(
                pack.toString(),
                "packs/mine",
                "../elsewhere",
                "./mine",
                "mine/",
                "mine/../mine",
                "..",
                ".",
                "",
                "link",
                "mine\u0000",
                "min",
                "MINE",
                "x".repeat(65),
                "x".repeat(100_000),
                "file:///etc",
                "$(id)",
                "mine\n");
        for (String name : names) {
            JsonNode refused = put(daemon, name, 400);
            assertThat(refused.path("field").asText()).isEqualTo("pack");
            assertThat(refused.path("error").asText()).contains("expected: ", "default", "mine");
            assertThat(refused.path("error").asText().length()).isLessThan(600);
            assertThat(refused.path("hint").asText()).isNotEmpty();
        }
        for (String body : List.of("", "[]", "{", "{\"pack\": null}", "{\"pack\": 5}", "{\"pak\": \"mine\"}", "{}")) {
            HttpResponse<String> refused = daemon.send("PUT", "/v1/policy/shadow", body);
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
        }
        assertThat(daemon.send("GET", "/v1/policy/shadow", "").statusCode()).isEqualTo(404);
    }

    private static JsonNode put(DaemonProcess daemon, String name, int status) throws Exception {
        String body = new ObjectMapper().writeValueAsString(Map.of("pack", name));
        HttpResponse<String> answer = daemon.send("PUT", "/v1/policy/shadow", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return DaemonProcess.json(answer);
    }

    private static CommandRun run(DaemonProcess daemon, String... command) {
        String[] all = java.util.Arrays.copyOf(command, command.length + 2);
        all[command.length] = "--url";
        all[command.length + 1] = daemon.address().toString();
        return CommandRun.of(all);
    }
}
