package io.gearshift.policies.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.policies.language.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The codes in docs/policy-check.md are those of the code; {@code -Dapprove} rewrites them. */
class PolicyCheckDocTest {

    private static final Path PAGE = Path.of("../docs/policy-check.md");
    private static final String HEADING = "## Codes\n\n";

    @Test
    void codes_inTheDocument_areAllThereAre() throws Exception {
        StringBuilder codes = new StringBuilder(
                "Made from the code by a test; do not edit.\n\n" + "| code | kind | meaning |\n|---|---|---|\n");
        for (Code code : Code.values()) {
            String kind = code.severity().name().toLowerCase(Locale.ROOT);
            codes.append("| `" + code.id() + "` | " + kind + " | " + code.summary() + " |\n");
        }
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(HEADING) + HEADING.length()) + codes;
        if (System.getProperty("approve") != null) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    @Test
    void code_any_isSaidOfABrokenPackOrNamedHere() throws Exception {
        StringBuilder approved = new StringBuilder();
        try (var files = Files.list(Path.of("src/test/resources/approved/check"))) {
            for (Path file : files.sorted().toList()) {
                approved.append(Files.readString(file));
            }
        }
        assertThat(Code.values())
                .filteredOn(code -> !approved.toString().contains("[" + code.id() + "]"))
                .containsExactly(Code.COMPILER); // by the compiler's own tests
    }
}
