package io.gearshift.daemon.shell;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorFault;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.SensorSource;
import io.gearshift.core.reading.Signal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the device's files say and what applications push, as one list. Read by one thread at a time. */
final class Sensing implements AutoCloseable {

    private final SensorSource source;
    private final Clock clock;
    private final Map<SensorId, Reading> pushed = new ConcurrentHashMap<>();
    private volatile List<SensorFault> faults = List.of();

    Sensing(SensorSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Readings since the last call: all of the files', and what was pushed meanwhile. */
    List<Reading> read() {
        Instant now = clock.instant();
        List<Reading> readings = new ArrayList<>(source.read(now));
        for (SensorId id : pushed.keySet()) {
            Reading reading = pushed.remove(id);
            if (reading != null) {
                readings.add(reading);
            }
        }
        faults = List.copyOf(source.faults());
        return readings;
    }

    /** Any thread. The reading takes part from the next turn on. */
    void push(SensorId sensor, double value, String label) {
        pushed.put(sensor, new Reading(sensor, value, clock.instant(), label));
    }

    List<SensorFault> faults() {
        return faults;
    }

    /** A metered link as configuration knows it; the kernel does not. */
    void setMetered(boolean isMetered) {
        push(SensorId.of(Signal.NETWORK_METERED), isMetered ? 1 : 0, "configured");
    }

    @Override
    public void close() {
        source.close();
    }
}
