package io.gearshift.core.device;

import io.gearshift.core.policy.Device;
import io.gearshift.core.reading.SensorId;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is believed of the device: the last good value of every sensor and what must be remembered between readings to
 * judge them (bands, trends, counters). Immutable; {@link DeviceFold} makes the next one.
 *
 * @param view what rules see, as of the last fold
 */
public record DeviceState(
        SortedMap<SensorId, Held> values, Map<String, Trend> trends, Bands bands, Counters counters, Device view) {

    /** Levels with hysteresis. */
    record Bands(Band heat, Band charge, Band cpu, Band memory, Band io) {
        static final Bands UNKNOWN = new Bands(Band.UNKNOWN, Band.UNKNOWN, Band.UNKNOWN, Band.UNKNOWN, Band.UNKNOWN);
    }

    public static DeviceState initial() {
        return new DeviceState(new TreeMap<>(), Map.of(), Bands.UNKNOWN, Counters.NONE, Device.unknown());
    }
}
