package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class PolicyVocabularyCommandTest {

    @Test
    void fact_named_isShownWithItsFieldsUnitsAndRanges() {
        CommandRun run = CommandRun.of("policy", "vocabulary", "Device");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("Device: ")
                .containsPattern("temperatureC +number or missing +-60 to 150 °C +temperature of that zone")
                .doesNotContain("Candidate:", "`");
    }

    @Test
    void names_ofAnyKind_areFoundInAnyCase() {
        assertThat(CommandRun.of("policy", "vocabulary", "hot", "policy.FORBID").out())
                .contains("Heat: ", "WARM", "20 °C or less", "policy.forbid")
                .doesNotContain("policy.prefer");
        assertThat(CommandRun.of("policy", "vocabulary", "isLocal").out())
                .contains("Candidate: ", "isLocal")
                .doesNotContain("isLoaded");
    }

    @Test
    void name_unknown_isRefusedWithTheNearest() {
        CommandRun run = CommandRun.of("policy", "vocabulary", "temperatur");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("rules know no temperatur", "did you mean temperatureC?");
    }

    @Test
    void overview_namesEveryFactTypeAndVerb() {
        assertThat(CommandRun.of("policy", "vocabulary").out())
                .contains("Candidate", "Device", "Mode", "Model", "Scene")
                .contains("UNKNOWN < COOL < WARM < HOT < CRITICAL", "policy.prefer($c, 0.2, \"why\");");
    }

    @Test
    void json_ofOneFact_isItAlone() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(CommandRun.of("policy", "vocabulary", "Scene", "--format", "json")
                        .out());

        assertThat(json.path("facts")).hasSize(1);
        assertThat(json.path("facts").path(0).path("name").asText()).isEqualTo("Scene");
        assertThat(json.path("types")).isEmpty();
    }
}
