package io.gearshift.registry.profile;

/** The energy that the device, or its processors, used so far. */
public interface PowerMeter {

    /** Joules since some moment in the past, never falling; NaN when it cannot be read now. */
    double joules();
}
