package io.gearshift.core.device;

import io.gearshift.core.policy.Charge;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Pressure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a band of the device is entered and where it is left again, in the words of rules.
 *
 * @param band its type, such as {@link Heat}
 * @param level its constant
 * @param signal the field of {@code Device} that decides, or what is measured where rules have no field for it
 * @param unit of the bounds; {@code ratio} is 0..1
 * @param enters how the signal compares with {@code enter} when the level is entered: {@code <}, {@code <=} or {@code >=}
 * @param leaves how it compares with {@code leave} when the level is left
 */
public record BandBound(
        Class<?> band,
        String level,
        String signal,
        String unit,
        String enters,
        double enter,
        String leaves,
        double leave) {

    private static final String RATIO = "ratio";

    /** By band, from good to bad. */
    public static List<BandBound> all() {
        List<BandBound> all = new ArrayList<>();
        all.add(fewer(Charge.class, "LOW", "batteryRatio", RATIO, 1, Battery.LOW));
        all.add(fewer(Charge.class, "CRITICAL", "batteryRatio", RATIO, 1, Battery.CRITICAL));
        all.add(fewer(Heat.class, "WARM", "headroomC", "°C", 0, Thermal.WARM));
        all.add(fewer(Heat.class, "HOT", "headroomC", "°C", 0, Thermal.HOT));
        all.add(new BandBound(
                Heat.class,
                "HOT",
                "secondsToTrip",
                "s",
                "<",
                Thermal.FORECAST_ENTER_S,
                ">=",
                Thermal.FORECAST_LEAVE_S));
        all.add(fewer(Heat.class, "CRITICAL", "headroomC", "°C", 0, Thermal.CRITICAL));
        all.add(more("BUSY", "cpuPressureRatio (cpu)", Load.CPU_BUSY));
        all.add(more("SATURATED", "cpuPressureRatio (cpu)", Load.CPU_SATURATED));
        all.add(more("BUSY", "loadRatio (cpu without pressure figures)", Load.LOAD_BUSY));
        all.add(more("SATURATED", "loadRatio (cpu without pressure figures)", Load.LOAD_SATURATED));
        all.add(fewer(Pressure.class, "BUSY", "memoryAvailableRatio (memory)", RATIO, 1, Load.MEMORY_BUSY));
        all.add(fewer(Pressure.class, "SATURATED", "memoryAvailableRatio (memory)", RATIO, 1, Load.MEMORY_SATURATED));
        all.add(more("BUSY", "memoryPressureRatio (memory)", Load.STALL_BUSY));
        all.add(more("SATURATED", "memoryPressureRatio (memory)", Load.STALL_SATURATED));
        all.add(more("BUSY", "share of time waiting for storage (io)", Load.IO_BUSY));
        all.add(more("SATURATED", "share of time waiting for storage (io)", Load.IO_SATURATED));
        return List.copyOf(all);
    }

    /** Of a signal that grows with trouble. */
    private static BandBound more(String level, String signal, Band.Bound bound) {
        return new BandBound(Pressure.class, level, signal, RATIO, ">=", bound.enter(), "<", bound.leave());
    }

    /** Of a signal that shrinks with trouble: {@code from} minus it is what the bound is about. */
    private static BandBound fewer(
            Class<?> band, String level, String signal, String unit, double from, Band.Bound bound) {
        return new BandBound(
                band, level, signal, unit, "<=", plain(from - bound.enter()), ">", plain(from - bound.leave()));
    }

    /** 1 - 0.8 is 0.2. */
    private static double plain(double value) {
        return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP).doubleValue();
    }
}
