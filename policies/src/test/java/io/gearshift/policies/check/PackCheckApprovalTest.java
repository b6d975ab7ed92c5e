package io.gearshift.policies.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.policies.language.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            assertThat(Code.of(problem.code())).as(problem.code()).isPresent();
            assertThat(!problem.hint().isBlank() || problem.message().contains("expected"))
                    .as("%s says what to do", problem)
                    .isTrue();
        });
        String pretty = PrettyReport.of(report);
        Path approved = APPROVED.resolve(name + ".txt");
        if (System.getProperty("approve") != null) {
            Files.createDirectories(APPROVED);
            Files.writeString(approved, pretty);
        }
        assertThat(pretty).isEqualTo(Files.readString(approved));
    }

    @Test
    void sarif_ofAllBrokenPacks_keepsTheRulesOfTheFormat() throws Exception {
        List<CheckReport> reports = new ArrayList<>();
        for (String name : packs().toList()) {
            reports.add(PackCheck.of(BROKEN.resolve(name).toString(), null));
        }
        JsonNode log = SarifReport.of(reports, "1.2.3");
        assertThat(log.path("version").asText()).isEqualTo("2.1.0");
        JsonNode run = log.path("runs").path(0);
        JsonNode rules = run.path("tool").path("driver").path("rules");
        assertThat(run.path("tool").path("driver").path("name").asText()).isNotBlank();
        assertThat(rules).extracting(rule -> rule.path("id").asText()).doesNotHaveDuplicates();
        assertThat(rules)
                .allSatisfy(rule ->
                        assertThat(rule.path("help").path("text").asText()).isNotBlank());
        assertThat(run.path("results")).isNotEmpty().allSatisfy(result -> {
            int index = result.path("ruleIndex").asInt(-1);
            assertThat(rules.path(index).path("id").asText())
                    .isEqualTo(result.path("ruleId").asText());
            assertThat(result.path("level").asText()).isIn("error", "warning");
            assertThat(result.path("message").path("text").asText()).isNotBlank();
            JsonNode place = result.path("locations").path(0).path("physicalLocation");
            String uri = place.path("artifactLocation").path("uri").asText();
            assertThat(uri).startsWith("src/test/resources/broken/").doesNotContain(" ", "\\");
            JsonNode region = place.path("region");
            assertThat(region.path("startLine").asInt()).isPositive();
            if (region.has("startColumn")) {
                assertThat(region.path("endColumn").asInt())
                        .isGreaterThan(region.path("startColumn").asInt());
            }
        });
        assertThat(run.path("results"))
                .extracting(result -> result.path("partialFingerprints")
                        .path("gearshiftLine/v1")
                        .asText())
                .doesNotContain("")
                .doesNotHaveDuplicates();
    }

    @Test
    void json_ofAPack_saysPlaceKindAndRemedy() throws Exception {
        JsonNode problem = JsonReport.of(
                        List.of(PackCheck.of(BROKEN.resolve("kelvin").toString(), null)))
                .path(0)
                .path("problems")
                .path(0);
        assertThat(problem.path("severity").asText()).isEqualTo("error");
        assertThat(problem.path("code").asText()).isEqualTo("out-of-range");
        assertThat(problem.path("path").asText()).isEqualTo("src/test/resources/broken/kelvin/rules.drl");
        assertThat(problem.path("line").asInt()).isEqualTo(3);
        assertThat(problem.path("column").asInt()).isEqualTo(26);
        assertThat(problem.path("length").asInt()).isEqualTo(3);
        assertThat(problem.path("text").asText()).isEqualTo("  Device( temperatureC > 350 )");
    }
}
