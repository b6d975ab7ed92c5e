package io.gearshift.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.trace.TraceReader;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterfactualTest {

    private static final TestingRules RULES = new TestingRules("aa", 80);

    @TempDir
    private Path dir;

    @BeforeEach
    void record() throws Exception {
        try (TestingRecorder recorder = new TestingRecorder(dir, RULES)) {
            recorder.seconds(20, 40).seconds(20, 82).seconds(30, 50);
        }
    }

    private Comparison under(TestingRules rules) throws Exception {
        return Counterfactual.run(new TraceReader(dir), rules);
    }

    @Test
    void rules_thatSayTheSame_differNowhere() throws Exception {
        Comparison comparison = under(new TestingRules("cc", 81));

        assertThat(comparison.differing()).isEmpty();
        assertThat(comparison.replayed()).isEqualTo(comparison.recorded());
        assertThat(comparison.estimatedSwaps()).isZero();
        assertThat(comparison.recordedBy()).isEqualTo(RULES.id());
        assertThat(comparison.replayedBy().hash()).isEqualTo("cc");
    }

    @Test
    void rules_thatNeverForbid_lackTheRecordedShifts() throws Exception {
        Comparison comparison = under(new TestingRules("cc", 99));

        assertThat(comparison.differing()).isNotEmpty().allMatch(d -> d.replayed() == null);
        assertThat(comparison.differing().get(0).recorded().summary()).contains("full@cpu:1 -> small@cpu:1");
    }

    @Test
    void rules_thatForbidSooner_shiftSooner() throws Exception {
        Comparison comparison = under(new TestingRules("cc", 30));

        assertThat(comparison.estimatedSwaps()).isEqualTo(1);
        Comparison.Differing first = comparison.differing().get(0);
        assertThat(first.replayed().summary()).contains("full@cpu:1 -> small@cpu:1");
        assertThat(comparison.differing())
                .filteredOn(d -> d.recorded() != null && d.recorded().gear().equals("small@cpu:1"))
                .allMatch(d -> d.at().isAfter(first.at()));
    }

    @Test
    void comparison_twice_isTheSame() throws Exception {
        assertThat(under(new TestingRules("cc", 30))).isEqualTo(under(new TestingRules("cc", 30)));
    }
}
