package io.gearshift.registry.profile;

/** Told of a profiler's work, on its thread. */
public interface Progress {

    /**
     * A job ended well.
     *
     * @param done jobs that have ended, this one too
     */
    void onMeasured(Job job, Measurement measurement, int done, int total);

    /** A gear cannot be measured; the others are. */
    void onFailed(Job job, String problem, int done, int total);
}
