package io.gearshift.daemon.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    @ParameterizedTest
    @CsvSource({"0, 300", "1, 5", "2, 10", "3, 20", "6, 160", "7, 320", "8, 640", "9, 1200", "1000, 1200"})
    void wait_growsWithFailures_toFourIntervals(int failures, long seconds) {
        assertThat(Backoff.next(Duration.ofMinutes(5), failures, 0.5)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void wait_variesByAFifth() {
        assertThat(Backoff.next(Duration.ofSeconds(100), 0, 0)).isEqualTo(Duration.ofSeconds(80));
        assertThat(Backoff.next(Duration.ofSeconds(100), 0, 1)).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void shortInterval_isNeverWaitedLongerAtFirst() {
        assertThat(Backoff.next(Duration.ofSeconds(1), 1, 0.5)).isEqualTo(Duration.ofSeconds(1));
    }
}
