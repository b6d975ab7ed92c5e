package io.gearshift.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Charge;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Pressure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of the bounds is what the bands do. */
class BandBoundTest {

    private static final double STEP = 1e-3;

    static List<BandBound> judged() {
        return BandBound.all().stream()
                .filter(bound -> !bound.signal().contains("(io)"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("judged")
    void level_isEnteredAndLeftWhereItsBoundSays(BandBound bound) {
        int level = level(bound.band(), bound.level());
        double worse = bound.enters().equals(">=") ? 1 : -1;

        assertThat(after(bound, level - 1, bound.enter() + worse * STEP)).isGreaterThanOrEqualTo(level);
        assertThat(after(bound, level - 1, bound.enter() - worse * STEP)).isLessThan(level);
        assertThat(after(bound, level, bound.leave() + worse * STEP)).isGreaterThanOrEqualTo(level);
        assertThat(after(bound, level, bound.leave() - worse * STEP)).isLessThan(level);
    }

    @Test
    void bounds_leaveNoLevelOut() {
        assertThat(BandBound.all())
                .extracting(bound -> bound.band().getSimpleName() + "." + bound.level())
                .containsOnly(
                        "Charge.LOW",
                        "Charge.CRITICAL",
                        "Heat.WARM",
                        "Heat.HOT",
                        "Heat.CRITICAL",
                        "Pressure.BUSY",
                        "Pressure.SATURATED");
    }

    private static int level(Class<?> band, String name) {
        for (Object constant : band.getEnumConstants()) {
            if (constant.toString().equals(name)) {
                return ((Enum<?>) constant).ordinal();
            }
        }
        throw new AssertionError(name);
    }

    private static int after(BandBound bound, int before, double value) {
        return switch (bound.signal().split(" ")[0]) {
            case "batteryRatio" -> Bands.charge(Charge.values()[before], value).ordinal();
            case "headroomC" -> Bands.heat(Heat.values()[before], value, null).ordinal();
            case "secondsToTrip" ->
                Bands.heat(Heat.values()[before], 15.0, value).ordinal();
            case "cpuPressureRatio" ->
                Bands.cpu(Pressure.values()[before], value, null).ordinal();
            case "loadRatio" ->
                Bands.cpu(Pressure.values()[before], null, value).ordinal();
            case "memoryAvailableRatio" ->
                Bands.memory(Pressure.values()[before], value, null).ordinal();
            case "memoryPressureRatio" ->
                Bands.memory(Pressure.values()[before], 0.9, value).ordinal();
            default -> throw new AssertionError(bound.signal());
        };
    }
}
