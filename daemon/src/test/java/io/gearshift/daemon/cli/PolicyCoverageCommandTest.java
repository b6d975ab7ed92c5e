package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.core.trace.TraceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack of rules and a table, with tests that leave something out. */
class PolicyCoverageCommandTest {

    @TempDir
    private static Path dir;

    private static Path pack;

    @BeforeAll
    static void write() throws IOException {
        pack = Files.createDirectories(dir.resolve("pk/tests")).getParent();
        Files.writeString(pack.resolve("pack.yaml"), "name: pk\nversion: \"1\"\n");
        Files.writeString(pack.resolve("own.drl"), """
                rule "Camera"
                when
                  Scene( name == "camera" )
                  $c : Candidate( precision == INT8 )
                then
                  policy.forbid($c, "a person looks at the picture");
                end
                """);
        Files.writeString(pack.resolve("limits.csv"), """
                RuleTable Limits
                NAME,CONDITION,CONDITION,ACTION
                ,Device( ),$c : Candidate( ),
                ,temperatureC > $param,threads >= $param,"policy.forbid($c, ""$param"");"
                rule,over,threads,why
                Hot,70,1,the device is hot
                Hotter,80,2,the device is hotter
                """);
        Files.writeString(pack.resolve("tests/cases.yaml"), """
                tests:
                  - name: camera
                    given: {scene: camera}
                    expect: {gear: full}
                  - name: reading in heat
                    given: {scene: reading, temperatureC: 75}
                    expect: {gear: int8}
                """);
    }

    private static CommandRun coverage(String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "policy";
        args[1] = "coverage";
        args[2] = pack.toString();
        System.arraycopy(options, 0, args, 3, options.length);
        return CommandRun.of(args);
    }

    @Test
    void pretty_listsWhatIsNotCoveredAtItsPlaces() {
        CommandRun run = coverage();
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("limits.csv:7: \"Hotter\" never fired\n  B7  temperatureC > 80  only false\n")
                .contains("  C7  threads >= 2  never reached\n")
                .doesNotContain("Camera")
                .endsWith("""
                        2 of 3 rules are wholly covered by 2 tests
                        fired: 66.7 % of the rules; seen both true and false: 66.7 % of 6 conditions
                        """);
    }

    @Test
    void json_tellsEachRuleAndCondition() throws Exception {
        JsonNode json = TraceJson.mapper().readTree(coverage("--format", "json").out());
        assertThat(json.path("pack").asText()).isEqualTo("pk");
        assertThat(json.path("tests").asInt()).isEqualTo(2);
        assertThat(json.path("conditionsPercent").asDouble()).isBetween(66.6, 66.7);
        JsonNode hot = json.path("rules").path(0);
        assertThat(hot.path("rule").asText()).isEqualTo("Hot");
        assertThat(hot.path("line").asInt()).isEqualTo(6);
        assertThat(hot.path("firedIn").toString()).contains("reading in heat");
        JsonNode over = hot.path("conditions").path(0);
        assertThat(over.path("cell").asText()).isEqualTo("B6");
        assertThat(over.path("state").asText()).isEqualTo("BOTH");
        assertThat(over.path("true").asInt()).isEqualTo(1);
        assertThat(over.path("falseIn").toString()).contains("camera");
    }

    @Test
    void lessThanAskedFor_endsWith1AndSaysWhatIsMissing() {
        assertThat(coverage("--min", "66").exitCode()).isZero();
        CommandRun low = coverage("--min", "70");
        assertThat(low.exitCode()).isEqualTo(1);
        assertThat(low.err())
                .isEqualTo("too little is covered: rules: 66.7 % (required: 70 %)\n"
                        + "too little is covered: conditions: 66.7 % (required: 70 %)\n");
        assertThat(coverage("--require", "rules>=67").exitCode()).isEqualTo(1);
        assertThat(coverage("--require", "rules>=66,conditions>=66").exitCode()).isZero();
        assertThat(coverage("--min", "101").exitCode()).isEqualTo(2);
        assertThat(coverage("--require", "rules>90").err()).contains("write rules>=90,conditions>=80");
    }

    @Test
    void html_isOnePageOfItsOwn() throws Exception {
        Path page = dir.resolve("c.html");
        assertThat(coverage("--html", page.toString()).exitCode()).isZero();
        assertThat(Files.readString(page)).startsWith("<!doctype html>").contains("<h2>limits.csv</h2>", "own.drl");
    }
}
