package io.gearshift.policies.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.policies.language.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a beginner breaks and what he is told. {@code -Dapprove} rewrites the answers; review reads the difference. */
class PackCheckApprovalTest {

    private static final Path BROKEN = Path.of("src/test/resources/broken");
    private static final Path APPROVED = Path.of("src/test/resources/approved/check");

    static Stream<String> packs() throws IOException {
        try (Stream<Path> folders = Files.list(BROKEN)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("packs")
    void pack_broken_isExplained(String name) throws Exception {
        CheckReport report = PackCheck.of(BROKEN.resolve(name).toString(), null);
        assertThat(report.problems()).isNotEmpty();
        assertThat(report.problems()).allSatisfy(problem -> {
            assertThat(Code.of(problem.code()).map(Code::severity))
                    .as(problem.code())
                    .contains(problem.severity());
            assertThat(!problem.hint().isBlank() || problem.message().contains("expected"))
                    .as("%s says what to do", problem)
                    .isTrue();
        });
        assertThat(report.problems())
                .doesNotHaveDuplicates()
                .allSatisfy(problem ->
                        assertThat(problem.toString()).doesNotContain("java.lang", "java.nio", "org.", "Exception"));
        String pretty = PrettyReport.of(report);
        Path approved = APPROVED.resolve(name + ".txt");
        if (System.getProperty("approve") != null) {
            Files.createDirectories(APPROVED);
            Files.writeString(approved, pretty);
        }
        assertThat(pretty).isEqualTo(Files.readString(approved));
    }

    @Test
    void json_ofAPack_saysPlaceKindAndRemedy() throws Exception {
        JsonNode problem = JsonReport.of(
                        List.of(PackCheck.of(BROKEN.resolve("kelvin").toString(), null)))
                .path(0)
                .path("problems")
                .path(0);
        assertThat(problem.fieldNames())
                .toIterable()
                .containsExactly(
                        "severity", "code", "path", "line", "column", "length", "cell", "message", "hint", "text");
        assertThat(problem.path("severity").asText()).isEqualTo("error");
        assertThat(problem.path("code").asText()).isEqualTo("out-of-range");
        assertThat(problem.path("path").asText()).isEqualTo("src/test/resources/broken/kelvin/rules.drl");
        assertThat(problem.path("line").asInt()).isEqualTo(3);
        assertThat(problem.path("column").asInt()).isEqualTo(26);
        assertThat(problem.path("length").asInt()).isEqualTo(3);
        assertThat(problem.path("text").asText()).isEqualTo("  Device( temperatureC > 350 )");
    }
}
