package io.gearshift.policies.vary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.table.PackText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariedPackTest {

    private static final String STEP_UP = "Warm: do not step up yet";

    @Test
    void numbers_ofARule_areFoundWithWhatStandsAroundThem() throws Exception {
        VariedPack pack = VariedPack.of("default");

        assertThat(pack.numbers().get(STEP_UP))
                .extracting(RuleNumber::place, RuleNumber::before, RuleNumber::written, RuleNumber::shown)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "headroomC<", "20", "headroomC < 20"),
                        org.assertj.core.groups.Tuple.tuple(2, "secondsToTrip<", "120", "secondsToTrip < 120"),
                        org.assertj.core.groups.Tuple.tuple(3, "prefer", "-0.4", "prefer -0.4"));
        assertThat(pack.numbers().get("Warm: favour gears that heat less"))
                .extracting(RuleNumber::shown)
                .containsExactly("energyMj < $e * 0.8", "prefer -0.05");
    }

    @Test
    void numbers_changed_changeTheirRulesOnly() throws Exception {
        VariedPack pack = VariedPack.of("default");
        List<RuleNumber> numbers = pack.numbers().get(STEP_UP);

        VariedPack other = pack.with(Map.of(numbers.get(0), "7.5", numbers.get(2), "-0.125"));

        assertThat(other.changed()).containsExactly(STEP_UP);
        assertThat(other.changedRules())
                .startsWith("rule \"" + STEP_UP + "\"\n")
                .endsWith("end\n")
                .contains("headroomC < 7.5 || secondsToTrip < 120", "policy.prefer($c, -0.125,");
        assertThat(other.policy().id().hash()).isNotEqualTo(pack.policy().id().hash());
        assertThat(pack.with(Map.of(numbers.get(0), "20")).changed()).isEmpty();
    }

    @Test
    void numbers_thatTheLanguageRefuses_areToldAtTheirPlace() throws Exception {
        VariedPack pack = VariedPack.of("default");
        RuleNumber threads = pack.numbers().get("Hot: one thread").get(0);

        assertThatThrownBy(() -> pack.with(Map.of(threads, "1x")))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("heat.drl:");
    }

    /** What is written extends the pack, and is the pack that was tried. */
    @Test
    void writtenPack_holdsTheChangedRules_andInheritsTheOthers(@TempDir Path dir) throws Exception {
        VariedPack pack = VariedPack.of("default");
        VariedPack other = pack.with(Map.of(pack.numbers().get(STEP_UP).get(1), "60"))
                .with(Objective.ENERGY)
                .with(List.of(Relaxation.LATENCY, Relaxation.POWER));

        Files.writeString(dir.resolve("pack.yaml"), other.manifest("default", "made by a test"));
        Files.writeString(dir.resolve("swept.drl"), other.changedRules());

        PackSource written = PackSource.read(dir);
        assertThat(written.objective()).isEqualTo(Objective.ENERGY);
        assertThat(written.relaxation()).containsExactly(Relaxation.LATENCY, Relaxation.POWER);
        VariedPack read = VariedPack.of(dir.toString());
        assertThat(read.numbers().keySet()).isEqualTo(pack.numbers().keySet());
        assertThat(read.numbers().get(STEP_UP).get(1).written()).isEqualTo("60");
        assertThat(PackText.of(written)).hasSize(pack.files().size() + 1);
    }
}
