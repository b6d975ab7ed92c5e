package io.gearshift.metrics.meters;

import io.gearshift.core.policy.Device;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the sensors say and how old it is. A value that is stale or missing has no series; a sensor that has been silent
 * for long loses its age too. Thread-safe.
 */
public final class SensorMeters {

    /** Ages up to this many times the freshness limit are shown, so that an alert can see a sensor fall silent. */
    private static final int FORGET_AFTER = 30;

    private final MeterRegistry registry;
    private final Clock clock;
    private final Duration maxAge;
    private final Map<SensorId, Slot> slots = new HashMap<>();
    private final Value battery;
    private final Map<Load, Value> loads = new HashMap<>();

    /** @param maxAge a reading older than this is stale */
    public SensorMeters(MeterRegistry registry, Clock clock, Duration maxAge) {
        this.registry = registry;
        this.clock = clock;
        this.maxAge = maxAge;
        this.battery = new Value(registry, this::batteryGauge);
        for (Load load : Load.values()) {
            loads.put(load, new Value(registry, value -> loadGauge(load, value)));
        }
    }

    /** New readings; those of other sensors stay as they are. */
    public synchronized void read(List<Reading> readings) {
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            Slot slot = slots.get(reading.sensor());
            if (slot == null) {
                slot = new Slot(reading.sensor());
                slots.put(reading.sensor(), slot);
            }
            slot.set(reading);
        }
    }

    /** What the loop believes of the device; null figures have no series. */
    public synchronized void device(Device device) {
        battery.set(device.batteryRatio());
        for (Load load : Load.values()) {
            if (load != Load.IO_PRESSURE) {
                Objects.requireNonNull(loads.get(load)).set(load.of(device));
            }
        }
    }

    /** Drops what has grown stale since; called before each scrape. */
    public synchronized void sweep() {
        Instant now = clock.instant();
        for (Iterator<Slot> all = slots.values().iterator(); all.hasNext(); ) {
            Slot slot = all.next();
            Duration age = Duration.between(slot.at, now);
            if (age.compareTo(maxAge) > 0) {
                slot.value.set(null);
            }
            if (age.compareTo(maxAge.multipliedBy(FORGET_AFTER)) > 0) {
                registry.remove(slot.age);
                all.remove();
            }
        }
    }

    private Gauge batteryGauge(Value value) {
        return Gauge.builder("gearshift.device.battery.ratio", value, v -> v.value)
                .description("Charge of all batteries together, 0 to 1.")
                .register(registry);
    }

    private Gauge loadGauge(Load load, Value value) {
        return Gauge.builder("gearshift.device.load.ratio", value, v -> v.value)
                .description("Use of a resource, or the share of time tasks waited for it (pressure), 0 to 1.")
                .tag("resource", load.label())
                .register(registry);
    }

    private Gauge temperatureGauge(String zone, Value value) {
        return Gauge.builder("gearshift.device.temperature.celsius", value, v -> v.value)
                .description("Temperature of a thermal zone.")
                .tag("zone", zone)
                .register(registry);
    }

    private double ageSeconds(Instant at) {
        return Math.max(0, Duration.between(at, clock.instant()).toMillis() / 1000.0);
    }

    /** One sensor: when it last spoke, and its value where that is a series of its own. */
    private final class Slot {
        private final Value value;
        private final Gauge age;
        private volatile Instant at = Instant.EPOCH;

        Slot(SensorId sensor) {
            this.value = value(sensor);
            this.age = Gauge.builder("gearshift.sensor.age", this, s -> ageSeconds(s.at))
                    .description("Time since a sensor was last read.")
                    .baseUnit("seconds")
                    .tag("sensor", sensor.toString())
                    .strongReference(true)
                    .register(registry);
        }

        private Value value(SensorId sensor) {
            if (sensor.signal() == Signal.TEMPERATURE) {
                return new Value(registry, v -> temperatureGauge(sensor.instance(), v));
            }
            if (sensor.signal() == Signal.PRESSURE_IO) {
                return Objects.requireNonNull(loads.get(Load.IO_PRESSURE));
            }
            return new Value(registry, v -> null);
        }

        void set(Reading reading) {
            at = reading.at();
            value.set(reading.value());
        }
    }

    /** A gauge that exists only while its value is known. */
    private static final class Value {
        private final MeterRegistry registry;
        private final Function<Value, @Nullable Gauge> create;
        private volatile double value;
        private @Nullable Gauge gauge;

        Value(MeterRegistry registry, Function<Value, @Nullable Gauge> create) {
            this.registry = registry;
            this.create = create;
        }

        void set(@Nullable Double now) {
            if (now != null) {
                value = now;
                if (gauge == null) {
                    gauge = create.apply(this);
                }
            } else if (gauge != null) {
                registry.remove(gauge);
                gauge = null;
            }
        }
    }
}
