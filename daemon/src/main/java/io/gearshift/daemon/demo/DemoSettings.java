package io.gearshift.daemon.demo;

import java.nio.file.Path;

/**
 * How the demonstration is given.
 *
 * @param seconds the day takes
 * @param models the sample registry
 * @param data the sample inputs
 * @param folder where profiles and logs are kept
 * @param isColoured whether lines may carry terminal colours
 */
public record DemoSettings(double seconds, Path models, Path data, Path folder, boolean isColoured) {

    /** Shorter, and the loop could not turn often enough between two events of the script. */
    public static final int LEAST_SECONDS = Day.LEAST_SECONDS;

    public static final int MOST_SECONDS = 3600;

    public DemoSettings {
        if (!(seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS)) {
            throw new IllegalArgumentException(
                    "seconds: " + seconds + " (expected: " + LEAST_SECONDS + ".." + MOST_SECONDS + ")");
        }
    }
}
