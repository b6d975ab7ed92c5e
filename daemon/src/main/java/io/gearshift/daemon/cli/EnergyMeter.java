package io.gearshift.daemon.cli;

import io.gearshift.daemon.config.Config;
import io.gearshift.daemon.sensors.EnergyCounter;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.profile.Bench;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The device's energy counter where it has one that we may read, and benches that measure by it.
 *
 * @param counter null when there is none: energy is modelled
 */
record EnergyMeter(Config.Sensors sensors, @Nullable EnergyCounter counter) implements AutoCloseable {

    static EnergyMeter find(Config.Sensors sensors) {
        return new EnergyMeter(sensors, EnergyCounter.find(sensors.sysfs(), sensors.proc()));
    }

    Bench bench(OrtRuntime runtime, double mostHalfWidthRatio, Duration most, int hotSpots) {
        return new Bench(runtime, sensors.wattsPerCore(), counter, mostHalfWidthRatio, most, hotSpots);
    }

    @Override
    public void close() {
        if (counter != null) {
            counter.close();
        }
    }
}
