package io.gearshift.policies.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random texts: the reader always answers, and what it accepts the compiler takes and the engine runs. */
class RuleReaderFuzzTest {

    private static final List<String> WORDS = List.of(
            "rule",
            "\"r\"",
            "when",
            "then",
            "end",
            "Device",
            "Candidate",
            "Mode",
            "(",
            ")",
            "heat",
            "==",
            "HOT",
            "$c",
            ":",
            "policy",
            ".",
            "forbid",
            "\"x\"",
            ";",
            ",",
            "&&",
            "||",
            "!",
            "not",
            "in",
            "or",
            "and",
            "exists",
            "3",
            "-",
            "insert",
            "new",
            "energyMj",
            "null",
            "/*",
            "*/",
            "//",
            "'",
            "\"",
            "\n",
            "\\",
            "#",
            "0x",
            "1e",
            "$",
            "é",
            "\0");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void text_random_alwaysGetsAnAnswerOnAnExistingLine(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextBoolean() ? " " : "");
            }
            check(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"heat.drl", "load.drl", "scene.drl"})
    void text_ofTheDefaultPackCutOrSpoiled_alwaysGetsAnAnswer(String file) throws Exception {
        String text = Files.readString(Path.of("src/main/resources/packs/default/" + file));
        Random random = new Random(file.hashCode());
        for (int i = 0; i < 1000; i++) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(20));
            check(text.substring(0, at));
            check(text.substring(0, at) + WORDS.get(random.nextInt(WORDS.size())) + text.substring(to));
        }
    }

    private static void check(String text) {
        Checked checked = RuleReader.read("a.drl", text);
        long lines = text.chars().filter(c -> c == '\n').count() + 1;
        assertThat(checked.problems()).allSatisfy(problem -> {
            assertThat(problem.line()).isBetween(1, (int) lines);
            assertThat(problem.column()).isPositive();
            assertThat(problem.message()).isNotBlank();
            assertThat(problem.hint()).isNotBlank();
        });
        assertThat(checked.source().chars().filter(c -> c == '\n').count()).isEqualTo(lines - 1);
    }
}
