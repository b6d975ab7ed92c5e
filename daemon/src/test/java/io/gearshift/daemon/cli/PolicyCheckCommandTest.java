package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.core.trace.TraceJson;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCheckCommandTest {

    @TempDir
    private Path dir;

    @Test
    void packThatIsNotThere_isAProblemBesideTheOthers() throws Exception {
        Path broken = Files.createDirectories(dir.resolve("broken"));
        Files.writeString(broken.resolve("pack.yaml"), "name: broken\nversion: \"1\"\n");
        Files.writeString(broken.resolve("a.drl"), "rule \"A\"\nwhen\n  Device( heet == HOT )\nthen\nend\n");
        String missing = dir.resolve("none").toString();

        CommandRun run = CommandRun.of("policy", "check", "--quick", "--format", "json", missing, broken.toString());

        assertThat(run.exitCode()).isEqualTo(Exit.WRONG_USE);
        JsonNode reports = TraceJson.mapper().readTree(run.out());
        assertThat(reports).hasSize(2);
        JsonNode problem = reports.path(0).path("problems").path(0);
        assertThat(problem.path("code").asText()).isEqualTo("pack");
        assertThat(problem.path("message").asText()).isEqualTo("no policy pack at " + missing);
        assertThat(problem.path("hint").asText()).startsWith("give a folder with pack.yaml");
        assertThat(reports.path(1).path("problems").findValuesAsText("code")).contains("unknown-field");
    }
}
