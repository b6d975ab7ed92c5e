package io.gearshift.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({"250ms,250", "1s,1000", "1.5m,90000", "2 h,7200000", "1d,86400000", "0s,0"})
    void duration_withUnit_isRead(String text, long millis) {
        assertThat(Durations.parse(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "s", "-1s", "1 sec", "1e3s", "999999999999d", "1s1s"})
    void duration_otherwise_isRefused(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"64MiB,67108864", "512MB,512000000", "4096,4096", "1.5KiB,1536", "2 GB,2000000000", "1KB,1000", "7B,7"})
    void size_withUnit_isRead(String text, long bytes) {
        assertThat(Sizes.parse(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "-1MB", "1 mb", "1M", "99999999999TiB"})
    void size_otherwise_isRefused(String text) {
        assertThat(Sizes.parse(text)).isEmpty();
    }

    @Test
    void written_anyValue_readsBackTheSame_seed7() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2000; i++) {
            long value = random.nextLong(1L << random.nextInt(1, 50)) * (random.nextBoolean() ? 1 : 1000);
            assertThat(Sizes.parse(Sizes.format(value))).contains(value);
            Duration duration = Duration.ofNanos(value);
            assertThat(Durations.parse(Durations.format(duration))).contains(duration);
        }
    }

    @Test
    void readable_size_isRounded() {
        assertThat(List.of(Sizes.readable(12), Sizes.readable(90_387_600), Sizes.readable(1.5e12)))
                .containsExactly("12 B", "90.4 MB", "1.5 TB");
    }

    @Test
    void nearest_typo_isFound_strangerIsNot() {
        List<String> names = List.of("status", "top", "why", "pin");
        assertThat(Nearest.to("statsu", names)).contains("status");
        assertThat(Nearest.to("STATUS", names)).contains("status");
        assertThat(Nearest.to("deploy", names)).isEmpty();
    }
}
