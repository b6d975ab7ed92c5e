package io.gearshift.policies.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SARIF of every broken pack, against the official schema of 2.1.0 and what hosts of code ask beyond it. */
class SarifReportTest {

    private static final Path BROKEN = Path.of("src/test/resources/broken");

    @Test
    void log_ofAllBrokenPacks_fitsTheOfficialSchema() throws Exception {
        JsonNode log = log();

        assertThat(schema().validate(log.toString(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void schema_forALogThatIsNone_saysSo() throws Exception {
        ObjectNode log = (ObjectNode) log();
        ((ObjectNode) log.path("runs").path(0).path("results").path(0)).put("level", "fatal");
        ((ObjectNode) log.path("runs").path(0)).remove("tool");

        assertThat(schema().validate(log.toString(), InputFormat.JSON)).hasSizeGreaterThan(1);
    }

    @Test
    void results_pointToTheirRuleAndPlace() throws Exception {
        JsonNode run = log().path("runs").path(0);
        JsonNode rules = run.path("tool").path("driver").path("rules");
        assertThat(rules).extracting(rule -> rule.path("id").asText()).doesNotHaveDuplicates();
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.path("shortDescription").path("text").asText()).isNotBlank();
            assertThat(rule.path("help").path("text").asText()).isNotBlank();
            assertThat(rule.path("defaultConfiguration").path("level").asText()).isIn("error", "warning");
        });
        assertThat(run.path("results")).hasSizeGreaterThan(100).allSatisfy(result -> {
            JsonNode rule = rules.path(result.path("ruleIndex").asInt(-1));
            assertThat(rule.path("id").asText()).isEqualTo(result.path("ruleId").asText());
            assertThat(result.path("level").asText())
                    .isEqualTo(rule.path("defaultConfiguration").path("level").asText());
            JsonNode place = result.path("locations").path(0).path("physicalLocation");
            assertThat(place.path("artifactLocation").path("uri").asText())
                    .startsWith("src/test/resources/broken/")
                    .doesNotContain(" ", "\\");
            assertThat(place.path("artifactLocation").path("uriBaseId").asText())
                    .isEqualTo("%SRCROOT%");
            JsonNode region = place.path("region");
            if (region.has("startColumn")) {
                int from = region.path("startColumn").asInt();
                assertThat(region.path("endColumn").asInt()).isGreaterThan(from);
                assertThat(region.path("snippet").path("text").asText()).hasSizeGreaterThanOrEqualTo(from - 1);
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
    void region_ofAText_coversWhatIsWrong() throws Exception {
        JsonNode region = of(BROKEN.resolve("kelvin"))
                .path("runs")
                .path(0)
                .path("results")
                .path(0)
                .path("locations")
                .path(0)
                .path("physicalLocation")
                .path("region");
        String line = region.path("snippet").path("text").asText();

        assertThat(region.path("startLine").asInt()).isEqualTo(3);
        assertThat(line.substring(
                        region.path("startColumn").asInt() - 1,
                        region.path("endColumn").asInt() - 1))
                .isEqualTo("350");
    }

    @Test
    void fingerprint_afterLinesAboveChanged_isTheSame(@TempDir Path dir) throws Exception {
        Files.writeString(dir.resolve("pack.yaml"), "name: p\nversion: \"1\"\n");
        String rule = Files.readString(BROKEN.resolve("kelvin/rules.drl"));
        Files.writeString(dir.resolve("rules.drl"), rule);
        JsonNode before = of(dir).findValue("partialFingerprints");
        Files.writeString(dir.resolve("rules.drl"), "// a remark\n\n" + rule);

        assertThat(of(dir).findValue("partialFingerprints")).isEqualTo(before);
    }

    private static JsonNode of(Path pack) throws Exception {
        return SarifReport.of(List.of(PackCheck.of(pack.toString(), null)), "1.2.3");
    }

    private static JsonNode log() throws Exception {
        List<CheckReport> reports = new ArrayList<>();
        try (Stream<Path> packs = Files.list(BROKEN)) {
            for (Path pack : packs.sorted().toList()) {
                reports.add(PackCheck.of(pack.toString(), null));
            }
        }
        return SarifReport.of(reports, "1.2.3");
    }

    private static Schema schema() throws IOException {
        try (InputStream in = SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            assertThat(in).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(text, InputFormat.JSON);
        }
    }
}
