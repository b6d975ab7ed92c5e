package io.gearshift.metrics.meters;

import io.gearshift.core.policy.Device;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of the label {@code resource} of {@code gearshift_device_load_ratio}. */
enum Load {
    /** Busy share of all cores. */
    CPU,
    /** Share of the last 10 s in which some task waited for a CPU. */
    CPU_PRESSURE,
    /** Memory not available, over the total. */
    MEMORY,
    MEMORY_PRESSURE,
    /** From the reading itself: the device state keeps only its band. */
    IO_PRESSURE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Nullable
    Double of(Device device) {
        return switch (this) {
            case CPU -> device.loadRatio();
            case CPU_PRESSURE -> device.cpuPressureRatio();
            case MEMORY -> used(device.memoryAvailableRatio());
            case MEMORY_PRESSURE -> device.memoryPressureRatio();
            case IO_PRESSURE -> null;
        };
    }

    private static @Nullable Double used(@Nullable Double available) {
        return available == null ? null : 1 - available;
    }
}
