package io.gearshift.core.device;

import io.gearshift.core.policy.Device;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Folds readings written as {@code "temp{z}", 60.0}; a sensor may carry its label, {@code "temp{z} x86_pkg_temp"}. */
final class TestingDevice {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration MAX_AGE = Duration.ofSeconds(10);

    private final DeviceFold fold = new DeviceFold(MAX_AGE, 90);
    private DeviceState state = DeviceState.initial();
    private Instant now = START;

    TestingDevice pass(double seconds) {
        now = now.plusNanos((long) (seconds * 1e9));
        return this;
    }

    /** Readings of now. */
    Device sense(Object... sensorsAndValues) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < sensorsAndValues.length; i += 2) {
            String[] words = ((String) sensorsAndValues[i]).split(" ");
            double value = ((Number) sensorsAndValues[i + 1]).doubleValue();
            readings.add(new Reading(SensorId.parse(words[0]), value, now, words.length > 1 ? words[1] : ""));
        }
        state = fold.fold(state, readings, now, null);
        return state.view();
    }

    /** Two minutes apart, so that no trend comes in: only the level counts. */
    Device calm(String sensor, double value) {
        return pass(120).sense(sensor, value);
    }

    DeviceState state() {
        return state;
    }
}
