package io.gearshift.daemon.demo.device;

/**
 * What the fake device is at one moment.
 *
 * @param temperatureC of the processor
 * @param batteryRatio charge, 0..1
 * @param isPlugged on mains
 * @param isOnline the network link is up
 */
public record DeviceMoment(double temperatureC, double batteryRatio, boolean isPlugged, boolean isOnline) {

    public DeviceMoment {
        if (!(batteryRatio >= 0 && batteryRatio <= 1)) {
            throw new IllegalArgumentException("batteryRatio: " + batteryRatio + " (expected: 0..1)");
        }
    }
}
