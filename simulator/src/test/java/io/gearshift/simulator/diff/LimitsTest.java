package io.gearshift.simulator.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.policy.PolicyId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

    private static final Limits NONE = new Limits(Map.of());

    private static DiffReport report() {
        PolicyId id = new PolicyId("p", "1", "aa");
        Costs a = new Costs(100, 10, 0, 2, 90, 4, 0, new TreeMap<>());
        Costs b = new Costs(100, 11, 0, 3, 90, 4, 0, new TreeMap<>());
        Interval interval = new Interval(
                "m",
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(10),
                Duration.ofSeconds(10),
                "x",
                "y",
                new Why("", "", List.of(), List.of(), "", ""));
        TraceDiff trace = new TraceDiff(
                "t",
                Instant.EPOCH,
                Duration.ofSeconds(100),
                0,
                Duration.ZERO,
                1,
                1,
                a,
                b,
                List.of(interval),
                0,
                List.of(),
                null,
                null);
        return new DiffReport("a", "b", id, id, List.of(trace));
    }

    @ParameterizedTest
    @CsvSource({
        "+2%, 100, 102, false",
        "+2%, 100, 102.1, true",
        "-5%, 100, 96, true",
        "-5%, 100, 95, false",
        "+0, 3, 3, false",
        "+0, 3, 3.01, true",
        "+1, 3, 4, false",
        "10, 3, 14, true",
        "+5%, 0, 0.1, true"
    })
    void limit_isBrokenByMoreThanItAllows(String limit, double before, double after, boolean isBroken) {
        assertThat(Limit.parse(limit).isBrokenBy(before, after)).isEqualTo(isBroken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "much", "+2 J", "2%%", "--1"})
    void limit_thatIsNoNumber_isRefused(String text) {
        assertThatThrownBy(() -> Limit.parse(text)).hasMessageContaining("expected: a number or a percentage");
    }

    @Test
    void limits_notGiven_areNeverBroken() {
        assertThat(NONE.broken(report())).isEmpty();
    }

    @Test
    void limits_broken_areNamedWithBothFigures() {
        Limits limits = new Limits(Map.of(
                Figure.ENERGY,
                Limit.parse("+2%"),
                Figure.MISSES,
                Limit.parse("+0"),
                Figure.SWAPS,
                Limit.parse("+0"),
                Figure.FAULTS,
                Limit.parse("+0"),
                Figure.CHANGED,
                Limit.parse("5%")));

        assertThat(limits.broken(report()))
                .containsExactly(
                        "energy: 10.00 J becomes 11.00 J, +10.00 % (allowed: +2 %)",
                        "misses: 2.00 becomes 3.00, +50.00 % (allowed: +0)",
                        "changed: 10.00 % of the time (allowed: 5 %)");
    }

    @ParameterizedTest
    @CsvSource({
        "ENERGY, +10%, +9.9%",
        "MISSES, +1, +0.5",
        "SWAPS, +0, -1",
        "FAULTS, +0, -1",
        "CHANGED, 10%, 9%",
        "CHANGED, 10, 9.99"
    })
    void limit_ofEachFigure_holdsAtItAndIsBrokenBelow(Figure figure, String holds, String broken) {
        assertThat(new Limits(Map.of(figure, Limit.parse(holds))).broken(report()))
                .isEmpty();
        assertThat(new Limits(Map.of(figure, Limit.parse(broken))).broken(report()))
                .singleElement()
                .asString()
                .startsWith(figure + ": ");
    }
}
