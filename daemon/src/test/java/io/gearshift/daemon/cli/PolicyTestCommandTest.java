package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code policy new} and what {@code policy test} makes of it. */
class PolicyTestCommandTest {

    @TempDir
    private static Path dir;

    private static Path pack;

    @BeforeAll
    static void makePack() throws IOException {
        CommandRun run = CommandRun.of(
                "policy",
                "new",
                "hall",
                "--extends",
                "quiet",
                "--dir",
                dir.resolve("packs").toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        pack = dir.resolve("packs/hall");
        assertThat(run.out())
                .contains(pack.toString(), "tests/camera.yaml", "policy check", "policy test", "--inherited");
        Files.writeString(pack.resolve("tests/wrong.yaml"), """
                tests:
                  - name: a hot device & its <gear>
                    given: {temperatureC: 85}
                    expect: full
                  - name: a gear that is not there
                    expect: fast
                """);
    }

    private static CommandRun test(String... options) {
        List<String> args = new ArrayList<>(List.of("policy", "test"));
        args.addAll(List.of(options));
        args.addAll(List.of("--state", dir.resolve("state").toString()));
        return CommandRun.of(args.toArray(String[]::new));
    }

    @Test
    void newPack_whereSomethingIs_isRefusedAndChangesNothing() throws IOException {
        String before = Files.readString(pack.resolve("pack.yaml"));
        CommandRun again = CommandRun.of("policy", "new", pack.toString());

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("exists already; nothing was written");
        assertThat(Files.readString(pack.resolve("pack.yaml"))).isEqualTo(before);
    }

    @Test
    void newPack_namedLikeABuiltInOne_isRefused() {
        CommandRun run = CommandRun.of("policy", "new", "quiet", "--dir", dir.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("built-in", "my-quiet --extends quiet");
    }

    @Test
    void builtInPack_carriesTests() {
        CommandRun run = test("quiet");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("quiet 1.0: ").contains(" 0 failed, 0 in error");
    }

    @Test
    void json_isOneObjectWithTotals() throws IOException {
        CommandRun run = test(pack.toString(), "--format", "json");
        JsonNode json = new ObjectMapper().readTree(run.out());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(json.path("isPassed").asBoolean(true)).isFalse();
        assertThat(json.at("/totals/tests").asInt()).isEqualTo(5);
        assertThat(json.at("/totals/passed").asInt()).isEqualTo(3);
        assertThat(json.at("/totals/failed").asInt()).isEqualTo(1);
        assertThat(json.at("/totals/errors").asInt()).isEqualTo(1);
        assertThat(json.at("/packs/0/pack").asText()).isEqualTo("hall");
        JsonNode failed = json.at("/packs/0/tests/3");
        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.at("/differences/0/at").asText()).isEqualTo("tests/wrong.yaml:4");
        assertThat(failed.at("/differences/0/what").asText()).isEqualTo("gear");
        assertThat(failed.at("/differences/0/expected").asText()).isEqualTo("full");
        assertThat(failed.at("/differences/0/got").asText()).isEqualTo("int8@cpu:1");
    }

    @Test
    void junit_isValidForTheSchemaOfItsReaders() throws Exception {
        Path file = dir.resolve("report.xml");
        test(pack.toString(), "--junit", file.toString());

        valid(file);
        assertThat(Files.readString(file)).contains("tests=\"5\"", "failures=\"1\"", "errors=\"1\"");
    }

    private static void valid(Path file) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(PolicyTestCommandTest.class.getResource("junit.xsd"))
                .newValidator()
                .validate(new StreamSource(file.toFile()));
    }

    private static Path broken(String name) throws IOException {
        Path broken = Files.createDirectories(dir.resolve(name));
        Files.writeString(broken.resolve("pack.yaml"), "name: broken\nversion: \"1\"\nextends: default\n");
        Files.writeString(
                broken.resolve("heat.drl"),
                "rule \"Warm\"\nwhen\n  Device( temperatuerC > 60 )\n  $c : Candidate( )\nthen\n"
                        + "  policy.forbid($c, \"warm\");\nend\n");
        return broken;
    }

    @Test
    void pack_thatCannotBeUsed_hidesNoOther() throws IOException {
        Path broken = broken("broken");
        CommandRun run = test(broken.toString(), "quiet");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("ERROR  " + broken + ": not tested, its rules cannot be used", "heat.drl:3:11")
                .containsPattern("quiet 1.0: \\d+ passed, 0 failed, 0 in error");

        JsonNode json = new ObjectMapper()
                .readTree(test(broken.toString(), "quiet", "--format", "json").out());
        assertThat(json.path("isPassed").asBoolean(true)).isFalse();
        assertThat(json.at("/totals/errors").asInt()).isEqualTo(1);
        assertThat(json.at("/packs/0/pack").asText()).isEqualTo(broken.toString());
        assertThat(json.at("/packs/0/hash").isNull()).isTrue();
        JsonNode error = json.at("/packs/0/tests/0");
        assertThat(error.path("status").asText()).isEqualTo("error");
        assertThat(error.path("file").asText()).isEqualTo("heat.drl");
        assertThat(error.path("line").asInt()).isEqualTo(3);
        assertThat(error.at("/differences/0/what").asText()).contains("heat.drl:3:11", "did you mean temperatureC?");
        assertThat(json.at("/packs/1/totals/passed").asInt()).isPositive();
    }

    @Test
    void junit_ofSeveralPacks_isOneValidDocumentWithTheBrokenOne() throws Exception {
        Path broken = broken("broken-too");
        Path file = dir.resolve("several.xml");
        CommandRun run = test(broken.toString(), "quiet", "--junit", file.toString(), "--format", "junit");

        assertThat(run.exitCode()).isEqualTo(1);
        valid(file);
        assertThat(run.out()).isEqualTo(Files.readString(file));
        assertThat(run.out())
                .contains("errors=\"1\"", "heat.drl:3:11", "<testsuite name=\"quiet tests/")
                .containsPattern("classname=\"quiet\\.tests/");
    }

    @Test
    void pack_thatIsNotThere_isWrongUseAndHidesNoOther() {
        CommandRun run = test("nowhere", "quiet");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out())
                .contains("ERROR  nowhere: not tested", "no policy pack at nowhere")
                .containsPattern("quiet 1.0: \\d+ passed");
    }

    @Test
    void inherited_runsTheTestsOfTheParents() {
        CommandRun own = test(pack.toString(), "--run", "camera");
        CommandRun all = test(pack.toString(), "--inherited", "--run", "camera|quiet/|default/");

        assertThat(own.exitCode()).isZero();
        assertThat(own.out()).contains("hall 0.1: 3 passed", ", 2 left out");
        assertThat(all.exitCode()).as(all.out()).isZero();
        assertThat(all.out()).matches("(?s)hall 0.1: [89]\\d passed, 0 failed.*");
    }

    @Test
    void filter_thatNoTestMatches_isNoSuccess() {
        CommandRun run = test(pack.toString(), "--filter", "no such test");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("no tests of that name; there are 5");
    }

    @Test
    void run_thatIsNoRegularExpression_isWrongUse() {
        CommandRun run = test(pack.toString(), "--run", "a(");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no regular expression", "--filter");
    }

    @Test
    void pack_withoutTests_failsOnlyOnDemand() throws IOException {
        Path bare = Files.createDirectories(dir.resolve("bare"));
        Files.writeString(bare.resolve("pack.yaml"), "name: bare\nversion: \"1\"\nextends: default\n");

        assertThat(test(bare.toString()).exitCode()).isZero();
        assertThat(test(bare.toString(), "--fail-on-empty").exitCode()).isEqualTo(1);
    }
}
