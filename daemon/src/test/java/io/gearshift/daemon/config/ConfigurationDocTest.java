package io.gearshift.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/configuration.md} says what the code does. */
class ConfigurationDocTest {

    private static final Path DOC = Path.of("../docs/configuration.md");

    @Test
    void rows_nameEveryKeyWithDefaultAndRange() throws IOException {
        List<String> rows = Files.readAllLines(DOC).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.lastIndexOf('|', line.length() - 2) + 1))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        ConfigKeys.ALL.stream().map(ConfigurationDocTest::row).toList());
    }

    /** All but the last column, which is prose. */
    private static String row(ConfigKey<?> key) {
        boolean isWords = key.defaultText().contains(" ") && !key.defaultText().startsWith("[");
        String fallback = isWords ? key.defaultText() : "`" + key.defaultText() + "`";
        return "| `" + key.path() + "` | " + fallback + " | " + key.type().expected() + " |";
    }

    @Test
    void examples_load(@TempDir Path dir) throws Exception {
        Files.writeString(dir.resolve("token"), "secret");
        Matcher example = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOC));
        int n = 0;
        while (example.find()) {
            Path file = Files.writeString(dir.resolve("gearshift.yaml"), example.group(1));
            assertThat(ConfigLoader.load(Optional.of(file), List.of()).serving())
                    .isNotNull();
            n++;
        }
        assertThat(n).isGreaterThanOrEqualTo(2);
    }
}
