package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsCompareCommandTest {

    @TempDir
    private Path dir;

    private static CommandRun compare(String args) {
        return CommandRun.of(("models compare --models ../samples/models " + args).split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fasion                    | did you mean fashion?
            fashion ful               | did you mean full?
            fashion --labels l.txt    | --labels without --inputs DIR
            fashion --precision 100   | --precision 100.0 (expected: 0 to 100, in percent)
            fashion --time-limit -1   | --time-limit -1.0 (expected: more than 0 seconds)
            """)
    void use_wrong_endsWith2AndSaysWhy(String args, String problem) {
        CommandRun run = compare(args);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(problem);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void inputs_missing_endWith1() {
        CommandRun run = compare("fashion --inputs " + dir);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no samples of input image");
    }

    @Test
    void variants_areSetSideBySide_inJsonAndOnAPageThatLoadsNothing() throws IOException {
        Path page = dir.resolve("fashion.html");

        CommandRun run = compare("fashion --precision 50 --time-limit 0.2 --format json --html " + page);

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.path("baseline").asText()).isEqualTo("full");
        JsonNode full = json.at("/variants/0");
        JsonNode pruned = json.at("/variants/1");
        assertThat(full.path("variant").asText()).isEqualTo("full");
        assertThat(full.path("compression").doubleValue()).isEqualTo(1);
        assertThat(full.path("speedup").doubleValue()).isEqualTo(1);
        assertThat(full.path("meanCosine").doubleValue()).isGreaterThan(0.99999);
        assertThat(full.path("isOnFront").asBoolean()).as("the most accurate").isTrue();
        assertThat(pruned.path("compression").doubleValue()).isGreaterThan(3);
        assertThat(pruned.path("parameters").longValue())
                .isPositive()
                .isLessThan(full.path("parameters").longValue());
        assertThat(pruned.path("isOnFront").asBoolean()).as("the smallest").isTrue();
        assertThat(pruned.path("latencyP50LowMs").doubleValue())
                .isLessThanOrEqualTo(pruned.path("latencyP50HighMs").doubleValue());
        String html = Files.readString(page);
        assertThat(html)
                .contains("default-src 'none'", "\"variant\":\"pruned\"", "Pareto front")
                .doesNotContain("{{")
                .doesNotContainPattern("<(link|img|iframe|script[^>]* src)");
    }

    @Test
    void labels_giveAccuracyOnTheInputs() throws IOException {
        Path inputs = TestingPictures.write(dir, 40);
        Path labels = Files.writeString(
                dir.resolve("labels.txt"),
                String.join(
                        "\n",
                        Files.readAllLines(Path.of("../samples/data/fashion/test_labels.txt"))
                                .subList(0, 40)));

        CommandRun run = compare("fashion pruned --precision 50 --time-limit 0.2 --format json --inputs " + inputs
                + " --labels " + labels);

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode variants = new ObjectMapper().readTree(run.out()).path("variants");
        assertThat(variants).hasSize(1);
        assertThat(variants.get(0).path("testAccuracy").doubleValue()).isBetween(0.8, 1.0);
        assertThat(variants.get(0).path("sameClass").doubleValue()).isBetween(0.9, 1.0);
    }
}
