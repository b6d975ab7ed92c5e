package io.gearshift.core.reading;

import java.time.Instant;
import java.util.List;

/** Reads all sensors it knows. Owned by one thread; {@link #close} releases open files. */
public interface SensorSource extends AutoCloseable {

    /** Reads everything again. Never throws for a sensor that is gone or talks garbage: see {@link #faults()}. */
    List<Reading> read(Instant at);

    /** What was refused by the last {@link #read}, by source name. */
    List<SensorFault> faults();

    @Override
    void close();
}
