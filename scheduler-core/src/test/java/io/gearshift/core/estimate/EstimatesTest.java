package io.gearshift.core.estimate;

import static io.gearshift.core.testing.TestingModels.CLOUD;
import static io.gearshift.core.testing.TestingModels.FULL;
import static io.gearshift.core.testing.TestingModels.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EstimatesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static Observation seen(GearSpec gear, long requests, double meanMs) {
        return new Observation("m", gear.gear(), requests, 0, 0, meanMs, meanMs, 0, 0);
    }

    private static SlowdownFilter after(int reports, double ratio) {
        SlowdownFilter filter = SlowdownFilter.first(START);
        for (int i = 1; i <= reports; i++) {
            filter = filter.next(at(i), ratio);
        }
        return filter;
    }

    /** The same gear for so many reports, a second apart, from the given second on. */
    private static Estimates served(Estimates before, int from, int reports, GearSpec gear, double meanMs) {
        Estimates next = before;
        for (int i = 0; i < reports; i++) {
            next = next.observe(at(from + i), 1, gear, seen(gear, 30, meanMs));
        }
        return next;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.8, 1, 1.5, 4, 20})
    void filter_steadyRatio_convergesInAFewReports(double ratio) {
        assertThat(after(5, ratio).mean()).isCloseTo(ratio, within(0.1 * ratio));
        assertThat(after(20, ratio).mean()).isCloseTo(ratio, within(0.01 * ratio));
    }

    @Test
    void filter_noisyRatio_settlesNearItsMean() {
        Random random = new Random(3);
        SlowdownFilter filter = SlowdownFilter.first(START);
        for (int i = 1; i <= 200; i++) {
            filter = filter.next(at(i), 2 + 0.1 * random.nextGaussian());
        }
        assertThat(filter.mean()).isCloseTo(2, within(0.15));
        assertThat(filter.variance(at(200))).isLessThan(0.05);
    }

    /** One odd report hardly moves the mean, but widens the spread at once; when it goes on, three reports are enough. */
    @ParameterizedTest
    @ValueSource(doubles = {1.5, 2, 3})
    void filter_surprise_widensTheSpreadFollowsAndSettlesAgain(double ratio) {
        SlowdownFilter calm = after(30, 1);
        SlowdownFilter once = calm.next(at(31), ratio);
        SlowdownFilter followed = once.next(at(32), ratio).next(at(33), ratio);
        SlowdownFilter settled = followed;
        for (int i = 34; i < 60; i++) {
            settled = settled.next(at(i), ratio);
        }

        assertThat(once.mean()).isCloseTo(1, within(0.15));
        assertThat(once.variance(at(31))).isGreaterThan(4 * calm.variance(at(30)));
        assertThat(followed.mean()).isCloseTo(ratio, within(0.03 * ratio));
        assertThat(followed.variance(at(33))).isGreaterThan(10 * calm.variance(at(30)));
        assertThat(settled.variance(at(60))).isLessThan(followed.variance(at(33)) / 5);
    }

    @Test
    void filter_withoutNews_growsDoubtful() {
        SlowdownFilter filter = after(30, 1);

        assertThat(filter.variance(at(90))).isGreaterThan(filter.variance(at(31)));
        assertThat(filter.variance(at(31 + 600))).isGreaterThanOrEqualTo(SlowdownFilter.FIRST_VARIANCE);
    }

    @Test
    void filter_absurdRatio_isBounded() {
        assertThat(SlowdownFilter.first(START).next(at(1), 1e12).mean()).isLessThanOrEqualTo(200);
        assertThat(SlowdownFilter.first(START).next(at(1), 0).mean()).isPositive();
    }

    @Test
    void gear_withoutTraffic_isItsProfile() {
        Estimate estimate = Estimates.NONE.of(FULL, START, null);

        assertThat(estimate.latencyMs()).isEqualTo(10);
        assertThat(estimate.energyMj()).isEqualTo(100);
        assertThat(estimate.latencyP95Ms()).isGreaterThan(11);
    }

    /** What slows one local gear slows its siblings; the doubt about a sibling is greater. */
    @Test
    void sibling_learnsFromTheGearThatServes() {
        Estimates estimates = served(Estimates.NONE, 1, 20, FULL, 20);

        Estimate full = estimates.of(FULL, at(20), null);
        Estimate small = estimates.of(SMALL, at(20), null);
        assertThat(full.latencyMs()).isCloseTo(20, within(0.5));
        assertThat(small.latencyMs()).isCloseTo(10, within(0.3));
        assertThat(small.energyMj()).isCloseTo(80, within(2.0));
        assertThat(small.spreadMs() / small.latencyMs()).isGreaterThan(full.spreadMs() / full.latencyMs());
    }

    @Test
    void idleGear_growsDoubtfulAndForgetsTowardsTheModel() {
        Estimates estimates = served(Estimates.NONE, 1, 20, FULL, 40);
        Estimate fresh = estimates.of(FULL, at(21), null);
        Estimates later = served(estimates, 30, 60, SMALL, 5);
        Estimate old = later.of(FULL, at(90), null);
        Estimate older = later.of(FULL, at(900), null);

        assertThat(fresh.latencyMs()).isCloseTo(40, within(1.0));
        assertThat(old.latencyMs()).isBetween(10.5, 39.0);
        assertThat(older.latencyMs()).isCloseTo(10, within(0.5));
        assertThat(older.spreadMs()).isGreaterThan(fresh.spreadMs());
    }

    @Test
    void cloud_untried_isTheRoundTripPlusItsProfile() {
        assertThat(Estimates.NONE.of(CLOUD, START, 50.0).latencyMs()).isEqualTo(54);
        assertThat(Estimates.NONE.of(CLOUD, START, null).latencyMs()).isEqualTo(4);
    }

    @Test
    void cloud_tried_isWhatWasSeen_andLeavesLocalGearsAlone() {
        Estimates estimates = served(Estimates.NONE, 1, 20, CLOUD, 80);

        assertThat(estimates.of(CLOUD, at(20), 50.0).latencyMs()).isCloseTo(80, within(2.0));
        assertThat(estimates.of(FULL, at(20), null).latencyMs()).isEqualTo(10);
    }

    @Test
    void cloud_contentionHere_doesNotSlowIt() {
        Estimates estimates = served(Estimates.NONE, 1, 20, FULL, 50);

        assertThat(estimates.of(CLOUD, at(20), 6.0).latencyMs()).isEqualTo(10);
        assertThat(estimates.of(CLOUD, at(20), 6.0).energyMj()).isEqualTo(1);
    }

    @Test
    void rate_and_misses_areAveragedAndFade() {
        Estimates busy = Estimates.NONE;
        for (int i = 1; i <= 60; i++) {
            busy = busy.observe(at(i), 1, FULL, new Observation("m", FULL.gear(), 20, 0, 5, 10, 12, 0, 0));
        }
        assertThat(busy.requestsPerS()).isCloseTo(20, within(0.2));
        assertThat(busy.missRatio()).isCloseTo(0.25, within(0.01));
        assertThat(busy.idle(10).requestsPerS()).isCloseTo(20 / Math.E, within(0.1));
        assertThat(busy.idle(1000).requestsPerS()).isZero();
    }

    @Test
    void onlyErrors_teachNothingOfLatency() {
        Estimates estimates =
                Estimates.NONE.observe(at(1), 1, FULL, new Observation("m", FULL.gear(), 0, 9, 0, 0, 0, 0, 0));

        assertThat(estimates.of(FULL, at(1), null)).isEqualTo(Estimates.NONE.of(FULL, at(1), null));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0", "0.9, 1.2816", "0.95, 1.6449", "0.99, 2.3263", "0.999, 3.0902"})
    void quantile_isThatOfTheNormalDistribution(double probability, double expected) {
        assertThat(Estimate.quantile(probability)).isCloseTo(expected, within(5e-4));
    }

    @Test
    void profile_nonsense_isRefused() {
        assertThatThrownBy(() -> new Profile(true, 1, 0, 0, 0, 0, true)).hasMessageContaining("p50 0");
        assertThatThrownBy(() -> new Profile(true, 1, 2, 1, 0, 0, true)).hasMessageContaining("p95 1");
        assertThatThrownBy(() -> new ModelSpec("m", "t", 0, null, null, List.of()))
                .hasMessageContaining("m: no gears");
    }
}
