package io.gearshift.simulator.sweep;

import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.text.Durations;
import io.gearshift.core.text.Sizes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A setting of the loop under its key in the configuration, with the configuration's range. What changes no decision on a
 * modelled device (quarantine: no swap fails there; ages of readings: all are fresh) is not among them.
 */
public enum LoopSetting {
    DWELL("loop.dwell", "a duration, 0s..1h", "0", "3600000") {
        @Override
        Optional<BigDecimal> parse(String text) {
            return Durations.parse(text).map(Duration::toMillis).map(BigDecimal::valueOf);
        }

        @Override
        String format(BigDecimal ms) {
            return Durations.format(Duration.ofMillis(ms.longValue()));
        }

        @Override
        LoopSettings in(LoopSettings s, BigDecimal ms) {
            return with(
                    s,
                    Duration.ofMillis(ms.longValue()),
                    s.hysteresis(),
                    s.latencyProbability(),
                    s.memoryBudgetBytes(),
                    s.powerBudgetW());
        }
    },
    HYSTERESIS("loop.hysteresis", "a number, 0..1", "0", "1") {
        @Override
        LoopSettings in(LoopSettings s, BigDecimal score) {
            return with(
                    s, s.dwell(), score.doubleValue(), s.latencyProbability(), s.memoryBudgetBytes(), s.powerBudgetW());
        }
    },
    LATENCY_PROBABILITY("loop.latencyProbability", "a number, 0.5..0.999", "0.5", "0.999") {
        @Override
        LoopSettings in(LoopSettings s, BigDecimal share) {
            return with(s, s.dwell(), s.hysteresis(), share.doubleValue(), s.memoryBudgetBytes(), s.powerBudgetW());
        }
    },
    MEMORY("budgets.memory", "a size such as 64MiB, 1MiB..64TiB", "1048576", "70368744177664") {
        @Override
        Optional<BigDecimal> parse(String text) {
            return Sizes.parse(text).map(BigDecimal::valueOf);
        }

        @Override
        String format(BigDecimal bytes) {
            return Sizes.format(bytes.longValue());
        }

        @Override
        LoopSettings in(LoopSettings s, BigDecimal bytes) {
            return with(s, s.dwell(), s.hysteresis(), s.latencyProbability(), bytes.doubleValue(), s.powerBudgetW());
        }
    },
    POWER("budgets.power", "a number of watts, 0.01..10000", "0.01", "10000") {
        @Override
        LoopSettings in(LoopSettings s, BigDecimal watts) {
            return with(
                    s, s.dwell(), s.hysteresis(), s.latencyProbability(), s.memoryBudgetBytes(), watts.doubleValue());
        }
    };

    private final String key;
    private final String expected;
    private final BigDecimal least;
    private final BigDecimal most;

    LoopSetting(String key, String expected, String least, String most) {
        this.key = key;
        this.expected = expected;
        this.least = new BigDecimal(least);
        this.most = new BigDecimal(most);
    }

    public String key() {
        return key;
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(LoopSetting::key).toList();
    }

    static Optional<LoopSetting> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst();
    }

    /** In its base unit: milliseconds, bytes, or the number itself. */
    Optional<BigDecimal> parse(String text) {
        return Values.number(text);
    }

    String format(BigDecimal value) {
        return Values.plain(value);
    }

    abstract LoopSettings in(LoopSettings settings, BigDecimal value);

    /** @param value as in a configuration */
    LoopSettings in(LoopSettings settings, String value) {
        return in(settings, parse(value).orElseThrow());
    }

    /** @return the choices as in a configuration */
    List<String> choices(String text, boolean isSearched) throws SweepException {
        Values values = new Values(key, expected, this::parse, this::format, isWhole());
        for (BigDecimal value : values.of(text, isSearched)) {
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new SweepException(key + ": " + format(value) + " (expected: " + expected + ")", "");
            }
        }
        return values.shown(text, isSearched);
    }

    private static LoopSettings with(
            LoopSettings s,
            Duration dwell,
            double hysteresis,
            double latencyProbability,
            @Nullable Double memoryBudgetBytes,
            @Nullable Double powerBudgetW) {
        return new LoopSettings(
                dwell,
                hysteresis,
                latencyProbability,
                s.maxSensorAge(),
                s.quarantine(),
                memoryBudgetBytes,
                powerBudgetW,
                s.assumedTripC(),
                s.wattsPerCore());
    }

    private boolean isWhole() {
        return this == DWELL || this == MEMORY;
    }
}
