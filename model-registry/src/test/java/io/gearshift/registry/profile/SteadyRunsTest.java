package io.gearshift.registry.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On a clock of its own: a run takes as long as it says. */
class SteadyRunsTest {

    private long nanos;
    private int runs;

    private SteadyRuns steady(double ratio, Duration most) {
        return new SteadyRuns(ratio, most, () -> nanos);
    }

    private void take(double ms) {
        nanos += (long) (ms * 1e6);
        runs++;
    }

    @Test
    void evenRuns_endAsSoonAsThereAreEnough() throws Exception {
        SteadyRuns.Outcome outcome = steady(0.02, Duration.ofSeconds(60)).measure(() -> take(5), () -> false);

        assertThat(outcome.isPrecise()).isTrue();
        assertThat(outcome.interval()).isEqualTo(new MedianInterval(5, 5, 5));
        assertThat(outcome.sortedMs()).hasSize(20);
    }

    @Test
    void unevenRuns_goOnUntilTheMedianIsKnown() throws Exception {
        Random random = new Random(1);
        SteadyRuns.Outcome outcome = steady(0.02, Duration.ofHours(1))
                .measure(() -> take(5 * Math.exp(random.nextGaussian() / 4)), () -> false);

        assertThat(outcome.isPrecise()).isTrue();
        assertThat(outcome.interval().halfWidthRatio()).isLessThanOrEqualTo(0.02);
        assertThat(outcome.sortedMs().length).isGreaterThan(200);
        assertThat(outcome.sortedMs()).isSorted();
        assertThat(outcome.percentileMs(0.95)).isGreaterThan(outcome.interval().median());
    }

    @Test
    void unevenRuns_outOfTime_sayThatTheyAreNotPrecise() throws Exception {
        Random random = new Random(1);
        SteadyRuns.Outcome outcome = steady(0.001, Duration.ofSeconds(1))
                .measure(() -> take(5 * Math.exp(random.nextGaussian() / 2)), () -> false);

        assertThat(outcome.isPrecise()).isFalse();
        assertThat(nanos).isBetween(1_000_000_000L, 1_100_000_000L);
    }

    @Test
    void longRuns_areStillMadeThreeTimes() throws Exception {
        SteadyRuns.Outcome outcome = steady(0.02, Duration.ofSeconds(1)).measure(() -> take(60_000), () -> false);

        assertThat(outcome.sortedMs()).hasSize(3);
        assertThat(outcome.isPrecise()).isFalse();
    }

    @Test
    void warmUp_doesNotCount() throws Exception {
        SteadyRuns.Outcome outcome =
                steady(0.02, Duration.ofSeconds(60)).measure(() -> take(runs < 5 ? 1000 : 5), () -> false);

        assertThat(outcome.sortedMs()).containsOnly(5);
    }

    @Test
    void interrupted_givesNothing() throws Exception {
        assertThat(steady(0.02, Duration.ofSeconds(60)).measure(() -> take(5), () -> runs >= 12))
                .isNull();
        assertThat(runs).isEqualTo(12);
    }
}
