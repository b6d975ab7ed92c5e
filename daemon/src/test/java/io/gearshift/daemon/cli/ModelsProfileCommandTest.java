package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsProfileCommandTest {

    @TempDir
    private Path dir;

    private CommandRun profile(String args) throws IOException {
        Path config = dir.resolve("gearshift.yaml");
        Files.writeString(config, "state: {dir: " + dir.resolve("state") + "}\nmodels: {prepack: false}\n");
        List<String> all = new ArrayList<>(
                List.of("models", "profile", "--config", config.toString(), "--models", "../samples/models"));
        all.addAll(List.of(args.split(" ")));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fasion                 | did you mean fashion?
            fashion --precision 0  | --precision 0.0 (expected: 0 to 100, in percent)
            fashion --batch 1,0    | --batch 0 (expected: at least 1)
            fashion --load -1      | --load -1 (expected: 0 to 256)
            fashion --threads 0    | --threads 0 (expected: at least 1)
            fashion --time-limit 0 | --time-limit 0.0 (expected: more than 0 seconds)
            """)
    void use_wrong_endsWith2AndSaysWhy(String args, String problem) throws IOException {
        CommandRun run = profile(args);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(problem);
    }

    @Test
    void gears_underConditions_areMeasuredAndKept() throws IOException {
        CommandRun run =
                profile("fashion --precision 50 --time-limit 0.2 --threads 1 --batch 1,2 --operators 2 --format json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json).hasSize(4);
        assertThat(json.get(0).path("gear").asText()).isEqualTo("full@cpu:1");
        assertThat(json.get(1).path("batch").asInt()).isEqualTo(2);
        assertThat(json).allSatisfy(point -> {
            assertThat(point.path("latencyP50LowMs").doubleValue())
                    .isPositive()
                    .isLessThanOrEqualTo(point.path("latencyP50HighMs").doubleValue());
            assertThat(point.path("operators")).hasSize(2);
        });
        assertThat(run.err()).contains("4/4 fashion/pruned@cpu:1");
        try (var files = Files.list(dir.resolve("state/profiles"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(1)
                    .allMatch(name -> !name.contains("unfinished"));
        }
    }
}
