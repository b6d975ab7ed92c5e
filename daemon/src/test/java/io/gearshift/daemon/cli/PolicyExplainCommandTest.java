package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.trace.TraceJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyExplainCommandTest {

    @TempDir
    private Path dir;

    private Path trace;

    @BeforeEach
    void record() throws Exception {
        trace = dir.resolve("traces/one");
        TestingRecordings.write(trace, dir);
    }

    private static CommandRun explain(Object... options) {
        String[] args = new String[options.length + 2];
        args[0] = "policy";
        args[1] = "explain";
        for (int i = 0; i < options.length; i++) {
            args[i + 2] = options[i].toString();
        }
        return CommandRun.of(args);
    }

    private List<JsonNode> recorded() throws Exception {
        return Files.readAllLines(trace.resolve("decisions.jsonl")).stream()
                .map(PolicyExplainCommandTest::json)
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return TraceJson.mapper().readTree(text);
        } catch (java.io.IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** Its id is the situation's, all else is the recorded decision's. */
    private static JsonNode anonymous(JsonNode decision) {
        return ((ObjectNode) decision.deepCopy()).put("id", "");
    }

    @Test
    void recordedDecisions_areExplainedAsTheyWereMade() throws Exception {
        List<JsonNode> recorded = recorded();
        assertThat(recorded).hasSizeGreaterThan(4);
        for (JsonNode decision : recorded) {
            String id = decision.path("id").asText();
            CommandRun run = explain("default", "--trace", trace, "--decision", id, "--format", "json");
            assertThat(run.err()).as(id).isEmpty();
            JsonNode explained = json(run.out());
            assertThat(explained.path("decision").asText()).isEqualTo(id);
            assertThat(explained.path("decidedBy")).isEqualTo(explained.path("policy"));
            JsonNode model = explained.path("models").path(0);
            assertThat(anonymous(model.path("decision"))).as(id).isEqualTo(anonymous(decision));
        }
    }

    @Test
    void decisionInHeat_tellsWhatFiredAndWhatWouldChangeIt() throws Exception {
        String id = recorded().stream()
                .filter(d -> d.path("reason").asText().equals("FORBIDDEN"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        CommandRun run = explain("default", "--trace", trace, "--decision", id);
        assertThat(run.out())
                .startsWith("decision " + id + " as it was first made, 2026-01-01T00:00:")
                .contains("m: full@cpu:1 -> int8@cpu:1 (forbidden)")
                .contains("rules that fired\n")
                .contains("forbids full@cpu:1")
                .contains("candidates, best first\n")
                .contains("  chosen\n")
                .contains("\nwhat would change it\n")
                .contains("full@cpu:1 would be chosen at a temperature ", "and at a rise of the temperature of 0.");
    }

    @Test
    void otherRules_areNamedBesideThoseOfThen() throws Exception {
        String id = recorded().get(0).path("id").asText();
        CommandRun run = explain("quiet", "--trace", trace, "--decision", id);
        assertThat(run.out()).contains("decided then by default 1.0 (", "explained here by quiet 1.0 (");
    }

    @Test
    void unknownDecision_namesTheNearestAndWhereAllAreListed() {
        CommandRun run = explain("default", "--trace", trace, "--decision", "r11");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no decision r11", "did you mean r1-1?", "listed in its decisions.jsonl");
    }

    @Test
    void folderOfRecordings_namesThem() {
        CommandRun run = explain("default", "--trace", trace.getParent(), "--decision", "r1-1");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no manifest.json", "give one of " + trace);
    }

    @Test
    void rulesThatAreNotAtHand_areNamed() throws Exception {
        for (String file : List.of("manifest.json", "events.jsonl")) {
            Path path = trace.resolve(file);
            Files.writeString(path, Files.readString(path).replaceAll("\"hash\":\"[0-9a-f]+\"", "\"hash\":\"00\""));
        }
        CommandRun run = explain("default", "--trace", trace, "--decision", "r1-1");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("the rules of pack default 1.0 (00) are not at hand", "--state-dir", "as PACK");
        CommandRun unknown = explain("default", "--trace", trace, "--decision", "r11");
        assertThat(unknown.err()).contains("no decision r11").doesNotContain("not at hand");
    }

    @Test
    void rulesThatTheDaemonBuilt_areFoundInItsStateFolder() throws Exception {
        Path pack = Files.createDirectories(dir.resolve("own"));
        Files.writeString(pack.resolve("pack.yaml"), "name: own\nversion: \"1\"\nobjective: accuracy\n");
        Path rules = pack.resolve("warm.drl");
        Files.writeString(
                rules,
                "rule \"Warm\"\nwhen\n  Device( $t : temperatureC > 80 )\n"
                        + "  $c : Candidate( !isLightest )\nthen\n  policy.forbid($c, \"warm\");\nend\n");
        Path state = dir.resolve("daemon");
        Path own = dir.resolve("traces/own");
        TestingRecordings.write(own, state, pack.toString());
        Files.writeString(rules, Files.readString(rules).replace("80", "97")); // they are only in the folder now
        String id = Files.readAllLines(own.resolve("decisions.jsonl")).stream()
                .map(PolicyExplainCommandTest::json)
                .filter(d -> d.path("reason").asText().equals("FORBIDDEN"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();

        CommandRun elsewhere = explain(pack, "--trace", own, "--decision", id, "--state-dir", dir.resolve("other"));
        assertThat(elsewhere.exitCode()).isEqualTo(1);
        assertThat(elsewhere.err()).contains("the rules of pack own 1", "not at hand", "--state-dir");

        CommandRun found = explain(pack, "--trace", own, "--decision", id, "--state-dir", state);
        assertThat(found.exitCode()).as(found.err()).isZero();
        assertThat(found.out())
                .contains("decision " + id, "decided then by own 1 (", "explained here by own 1 (", "(forbidden)");
    }

    @Test
    void situation_isReadAndItsMistakesAreSaidAtTheirPlaces() throws Exception {
        Path file = dir.resolve("hot.yaml");
        Files.writeString(file, "temperatureC: 87\nbatteryRatoi: 0.5\n");
        CommandRun wrong = explain("default", "--state", file);
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("hot.yaml:2:1", "batteryRatio");
        Files.writeString(file, "temperatureC: 87\n");
        CommandRun right = explain("default", "--state", file, "--not", "full", "--format", "json");
        JsonNode model = json(right.out()).path("models").path(0);
        assertThat(model.path("goal").asText()).isEqualTo("full");
        JsonNode flip = model.path("flips").path(0);
        assertThat(flip.path("gear").asText()).isEqualTo("full@cpu:1");
        assertThat(flip.path("kind").asText()).isEqualTo("SIGNAL");
        assertThat(flip.path("text").asText()).contains("at a temperature below 78 °C");
        assertThat(flip.path("changes").path(0).path("signal").asText()).isEqualTo("Device.temperatureC");
        assertThat(flip.path("changes").path(0).path("edge").asDouble()).isEqualTo(78);
        assertThat(model.path("notSearched").toString()).contains("Device.tripC");
        assertThat(model.path("missed").path(0).path("where").asText()).contains(".drl:");
    }

    @Test
    void neitherStateNorTrace_isWrongUse() {
        assertThat(explain("default").exitCode()).isEqualTo(2);
        assertThat(explain("default", "--trace", trace).err()).contains("--decision");
    }

    @Test
    void gearThatIsNot_namesThoseThereAre() throws Exception {
        Path file = Files.writeString(dir.resolve("hot.yaml"), "temperatureC: 87\n");
        CommandRun run = explain("default", "--state", file, "--not", "int9");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("there is no gear int9", "did you mean int8?", "there are full, int8");
    }

    @Test
    void stateThatCannotBeRead_isSaidInPlainWords() throws Exception {
        CommandRun missing = explain("default", "--state", dir.resolve("nope.yaml"));
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("there is no file", "nope.yaml").doesNotContain("Exception");
        CommandRun folder = explain("default", "--state", dir);
        assertThat(folder.exitCode()).isEqualTo(2);
        assertThat(folder.err()).contains("is a folder").doesNotContain("Exception");
        Path latin = Files.write(dir.resolve("latin.yaml"), new byte[] {(byte) 0xdf});
        assertThat(explain("default", "--state", latin).err())
                .contains("not UTF-8")
                .doesNotContain("Exception");
    }
}
