package io.gearshift.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that change, break and fail while the daemon runs. */
class PolicyReloadIT {

    private static final String FAULTY = """

            rule "Divides by zero"
            when
              Scene( name == "throw" )
              $m : Model( $p : priority )
            then
              policy.objective($m, ENERGY, "x" + $p / ($p - $p));
            end
            """;

    @TempDir
    private Path folder;

    @Test
    void pack_edited_takesEffectWhenGoodAndChangesNothingWhenNot() throws Exception {
        DaemonHome home = new DaemonHome(folder, "fashion");
        TestingPack pack = new TestingPack(folder.resolve("pack"));
        home.configure("policy: {pack: " + pack.folder() + "}");
        home.device().temperature(70);
        try (DaemonProcess daemon = home.start()) {
            daemon.relax();
            daemon.awaitMeasured();
            daemon.awaitVariant("fashion", "pruned");
            assertThat(reasons(daemon)).contains("Warm: only the lightest", "it is warm", "temperatureC = 70");

            pack.warmAt(80);
            daemon.awaitVariant("fashion", "full");
            String hash = hash(daemon);

            pack.write("rule \"Warm\"\nwhen\n  Device( temperatuerC > 60 )\n  $c : Candidate( )\nthen\n"
                    + "  policy.forbid($c, \"warm\");\nend\n");
            daemon.await("the broken edit is told", d -> d.err().contains("warm.drl:3:11"));
            assertThat(daemon.err()).contains("did you mean temperatureC?", "rules in force have not changed");
            HttpResponse<String> reload = daemon.send("POST", "/v1/policy/reload", "");
            assertThat(reload.statusCode()).isEqualTo(422);
            assertThat(daemon.get("/v1/state").path("faults").toString()).contains("warm.drl:3:11");
            assertThat(DaemonProcess.json(reload).path("error").asText()).contains("warm.drl:3:11", "temperatuerC");
            assertThat(hash(daemon)).isEqualTo(hash);
            home.device().temperature(85);
            daemon.awaitVariant("fashion", "pruned");

            pack.warmAt(80).write(java.nio.file.Files.readString(pack.rules()) + FAULTY);
            reload = daemon.send("POST", "/v1/policy/reload", "");
            assertThat(reload.statusCode()).as(reload.body()).isEqualTo(200);
            assertThat(hash(daemon)).isNotEqualTo(hash);
            faultyRule_inForce_leavesTheLastGoodDecision(home, daemon, "throw", "\"Divides by zero\"");
            assertThat(daemon.send("GET", "/metrics", "").body())
                    .containsPattern("gearshift_policy_errors_total\\S* [1-9]");
        }
    }

    private static void faultyRule_inForce_leavesTheLastGoodDecision(
            DaemonHome home, DaemonProcess daemon, String scene, String rule) {
        home.device().temperature(85);
        daemon.awaitVariant("fashion", "pruned");
        daemon.scene("{\"name\": \"" + scene + "\"}");
        daemon.await("the fault is told", d -> d.err().contains(rule));
        daemon.await(
                "it is shown where people look",
                d -> d.get("/v1/state").path("faults").toString().contains("the last good ones stand"));
        home.device().temperature(50);
        daemon.await(
                "the loop saw the cold",
                d -> d.get("/v1/state").path("readings").toString().contains("\"value\":50.0"));
        assertThat(daemon.variant("fashion")).isEqualTo("pruned");
        daemon.scene("{\"name\": \"default\"}");
        daemon.awaitVariant("fashion", "full");
    }

    private static String reasons(DaemonProcess daemon) {
        JsonNode decision = daemon.get("/v1/decisions/"
                + daemon.model("fashion").path("gear").path("decision").asText());
        return decision.toString();
    }

    private static String hash(DaemonProcess daemon) {
        return daemon.get("/v1/state").path("policy").path("hash").asText();
    }
}
