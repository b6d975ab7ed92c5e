package io.gearshift.metrics.recent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RollingLatencyTest {

    private long now = 5_000;
    private final RollingLatency latency = new RollingLatency(() -> now);

    @Test
    void stats_withoutAnswers_hasNoPercentiles() {
        assertThat(latency.stats()).isEqualTo(ModelStats.NONE);
    }

    @Test
    void stats_ofAHundredAnswers_areWithinOnePercent() {
        for (int i = 1; i <= 100; i++) {
            latency.record(i);
        }
        pass(10);
        ModelStats stats = latency.stats();
        assertThat(stats.latencyP50Ms()).isCloseTo(50, within(0.5));
        assertThat(stats.latencyP95Ms()).isCloseTo(95, within(1.0));
        assertThat(stats.requestsPerS()).isEqualTo(10);
    }

    @Test
    void stats_answersOlderThanTheWindow_areForgotten() {
        latency.record(100);
        pass(12);
        latency.record(1);
        pass(18);
        assertThat(latency.stats().latencyP95Ms()).isCloseTo(1, within(0.01));
        pass(30);
        assertThat(latency.stats()).isEqualTo(ModelStats.NONE);
    }

    @Test
    void record_beyondTheRange_isClamped() {
        latency.record(1e9);
        latency.record(-1);
        assertThat(latency.stats().latencyP95Ms()).isCloseTo(60_000, within(600.0));
    }

    private void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }
}
