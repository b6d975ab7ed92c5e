package io.gearshift.core.reading;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;

/**
 * One sensor: a typed signal and the instance it is read from. Written {@code temp{thermal_zone0}}; a signal with only
 * one source has the empty instance and is written bare, {@code mem.available}.
 */
public record SensorId(Signal signal, String instance) implements Comparable<SensorId> {

    private static final Comparator<SensorId> ORDER =
            Comparator.comparing(SensorId::signal).thenComparing(SensorId::instance);

    public SensorId {
        if (instance.indexOf('{') >= 0 || instance.indexOf('}') >= 0) {
            throw new IllegalArgumentException("sensor instance: " + instance + " (expected: no braces)");
        }
    }

    public static SensorId of(Signal signal) {
        return new SensorId(signal, "");
    }

    public static SensorId of(Signal signal, String instance) {
        return new SensorId(signal, instance);
    }

    /** A whole package's energy counter ({@code intel-rapl:0}), which holds those of its parts ({@code intel-rapl:0:0}). */
    public boolean isEnergyOfPackage() {
        return signal == Signal.ENERGY && instance.chars().filter(c -> c == ':').count() <= 1;
    }

    /** Reads the form written by {@link #toString()}; throws IllegalArgumentException on an unknown signal. */
    @JsonCreator
    public static SensorId parse(String text) {
        int brace = text.indexOf('{');
        String channel = brace < 0 ? text : text.substring(0, brace);
        String instance = "";
        if (brace >= 0) {
            if (!text.endsWith("}")) {
                throw new IllegalArgumentException("sensor: " + text + " (expected: name{instance})");
            }
            instance = text.substring(brace + 1, text.length() - 1);
            int equals = instance.indexOf('=');
            if (equals >= 0) {
                instance = instance.substring(equals + 1);
            }
        }
        Signal signal = Signal.ofChannel(channel)
                .orElseThrow(
                        () -> new IllegalArgumentException("sensor: " + text + " (no such signal: " + channel + ")"));
        return new SensorId(signal, instance);
    }

    @Override
    public int compareTo(SensorId other) {
        return ORDER.compare(this, other);
    }

    @JsonValue
    @Override
    public String toString() {
        return instance.isEmpty() ? signal.channel() : signal.channel() + "{" + instance + "}";
    }
}
