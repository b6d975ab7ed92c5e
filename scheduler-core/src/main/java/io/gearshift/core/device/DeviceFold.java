package io.gearshift.core.device;

import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Network;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Folds readings into the device state. Pure: time comes in with the call. */
public final class DeviceFold {

    /** A sensor silent for this many maximum ages is gone, not old: forget it. */
    private static final int FORGET_AFTER_AGES = 60;

    private final Duration maxAge;
    private final double assumedTripC;

    public DeviceFold(Duration maxAge, double assumedTripC) {
        this.maxAge = maxAge;
        this.assumedTripC = assumedTripC;
    }

    /** @param rttMs round trip to the endpoint in use; null when there is none */
    public DeviceState fold(DeviceState before, List<Reading> readings, Instant now, @Nullable Double rttMs) {
        SortedMap<SensorId, Held> values = merge(before.values(), readings, now);
        Fresh fresh = new Fresh(values, now, maxAge);
        Map<String, Trend> trends = Thermal.trends(before.trends(), fresh);
        Counters counters = before.counters().next(values, now);
        DeviceState.Bands old = before.bands();
        Thermal thermal = Thermal.of(fresh, trends, old.heat(), assumedTripC, now);
        Battery battery = Battery.of(fresh, old.charge(), now);
        Load load = Load.of(fresh, old, now);
        DeviceState.Bands bands =
                new DeviceState.Bands(thermal.band(), battery.band(), load.cpu(), load.memory(), load.io());
        Device view = view(fresh, thermal, battery, load, counters, rttMs);
        return new DeviceState(values, trends, bands, counters, view);
    }

    private SortedMap<SensorId, Held> merge(SortedMap<SensorId, Held> before, List<Reading> readings, Instant now) {
        SortedMap<SensorId, Held> next = new TreeMap<>(before);
        for (Reading reading : readings) {
            Held held = next.get(reading.sensor());
            if (held == null || !reading.at().isBefore(held.at())) {
                next.put(reading.sensor(), new Held(reading.value(), reading.at(), reading.label()));
            }
        }
        Duration forget = maxAge.multipliedBy(FORGET_AFTER_AGES);
        next.values().removeIf(held -> Duration.between(held.at(), now).compareTo(forget) > 0);
        return next;
    }

    private Device view(
            Fresh fresh, Thermal thermal, Battery battery, Load load, Counters counters, @Nullable Double rttMs) {
        Instant now = fresh.now();
        return new Device(
                thermal.heat(),
                thermal.temperatureC(),
                thermal.zone(),
                thermal.tripC(),
                thermal.headroomC(),
                thermal.trendCPerS(),
                thermal.secondsToTrip(),
                thermal.band().elevatedForMs(now),
                counters.isThrottling(now) || isCooledDown(fresh),
                battery.level(),
                battery.ratio(),
                battery.isCharging(),
                battery.isPresent(),
                battery.secondsToEmpty(),
                battery.drainW(),
                power(fresh, counters, battery),
                Load.pressure(load.cpu()),
                load.loadRatio(),
                load.cpuPressure(),
                load.cpu().elevatedForMs(now),
                load.cores(),
                load.frequencyRatio(),
                Load.pressure(load.memory()),
                load.memoryAvailable(),
                load.memoryRatio(),
                load.memoryPressure(),
                Load.pressure(load.io()),
                network(fresh),
                rttMs,
                fresh.isLost(Signal.TEMPERATURE),
                fresh.isLost(Signal.BATTERY_CHARGE),
                stale(fresh));
    }

    /** A cooling device that slows the processor is in use; fans only make noise. */
    private static boolean isCooledDown(Fresh fresh) {
        boolean[] found = {false};
        fresh.each(Signal.COOLING, (name, held) -> {
            boolean isFan = held.label().toLowerCase(Locale.ROOT).contains("fan");
            found[0] |= !isFan && held.value() > 0;
        });
        return found[0];
    }

    /** Package energy counters first, then hwmon power, then the battery's drain: the most direct that is there. */
    private static @Nullable Double power(Fresh fresh, Counters counters, Battery battery) {
        double packages = 0;
        boolean hasPackage = false;
        for (Map.Entry<SensorId, Double> entry : counters.powerW().entrySet()) {
            if (entry.getKey().isEnergyOfPackage()
                    && fresh.get(Signal.ENERGY, entry.getKey().instance()) != null) {
                packages += entry.getValue();
                hasPackage = true;
            }
        }
        if (hasPackage) {
            return packages;
        }
        Double hwmon = fresh.sum(Signal.POWER);
        if (hwmon != null) {
            return hwmon;
        }
        Double drain = battery.drainW();
        return drain != null && drain > 0 ? drain : null;
    }

    private static Network network(Fresh fresh) {
        int[] counts = new int[3]; // known, up, up and metered
        fresh.each(Signal.NETWORK_UP, (link, held) -> {
            counts[0]++;
            if (held.value() > 0.5) {
                counts[1]++;
                Double metered = fresh.get(Signal.NETWORK_METERED, link);
                Double allMetered = fresh.get(Signal.NETWORK_METERED, "");
                if ((metered != null && metered > 0.5) || (allMetered != null && allMetered > 0.5)) {
                    counts[2]++;
                }
            }
        });
        if (counts[0] == 0) {
            return Network.UNKNOWN;
        }
        if (counts[1] == 0) {
            return Network.OFFLINE;
        }
        return counts[2] == counts[1] ? Network.METERED : Network.ONLINE;
    }

    private static List<String> stale(Fresh fresh) {
        List<String> names = new ArrayList<>();
        fresh.values().forEach((id, held) -> {
            if (!held.isFresh(fresh.now(), fresh.maxAge())) {
                names.add(id.toString());
            }
        });
        return names;
    }
}
