package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorSource;
import io.gearshift.registry.profile.PowerMeter;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The device's own energy counters (RAPL packages), summed. Read by one thread. */
public final class EnergyCounter implements PowerMeter, AutoCloseable {

    private final SensorSource source;
    private final Clock clock;

    private EnergyCounter(SensorSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Null when the device has none that we may read. */
    public static @Nullable EnergyCounter find(Path sysfs, Path proc) {
        LinuxSensorSource source = new LinuxSensorSource(sysfs, proc);
        EnergyCounter counter = new EnergyCounter(source, Clock.systemUTC());
        if (Double.isNaN(counter.joules())) {
            source.close();
            return null;
        }
        return counter;
    }

    @Override
    public double joules() {
        double joules = Double.NaN;
        for (Reading reading : source.read(clock.instant())) {
            if (reading.sensor().isEnergyOfPackage()) {
                joules = (Double.isNaN(joules) ? 0 : joules) + reading.value();
            }
        }
        return joules;
    }

    @Override
    public void close() {
        source.close();
    }
}
