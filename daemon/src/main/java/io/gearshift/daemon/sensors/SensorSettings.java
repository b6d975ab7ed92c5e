package io.gearshift.daemon.sensors;

import java.time.Duration;

/**
 * How often what is looked at. Values themselves are read at every sample, except the slow ones.
 *
 * @param kernelRescan time between two searches for devices that came or went, below the real sysfs and procfs
 * @param folderRescan the same below an ordinary folder, where people and tests change things by hand
 * @param slow least time between two looks at frequencies and throttle counters: with many cores the kernel must interrupt
 *     each of them to answer
 * @param maxOpenFiles files kept open below each root; others are opened for each read
 */
public record SensorSettings(Duration kernelRescan, Duration folderRescan, Duration slow, int maxOpenFiles) {

    public static SensorSettings defaults() {
        return new SensorSettings(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMillis(900), 256);
    }
}
