package io.gearshift.registry.gear;

/** What one answer cost in energy. Thread-safe; called on the thread that ran the inference. */
public interface EnergyModel {

    /** Reads the clock that {@link #energyMj} takes the difference of, on this thread. */
    long mark();

    /**
     * @param since value of {@link #mark} before the run, on the same thread
     * @param threads of the gear
     * @return NaN when unknown
     */
    double energyMj(long since, int threads);

    /** By a sensor; false means a model. */
    boolean isMeasured();
}
