package io.gearshift.core.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Chooses when to look again, and says when a look is news.
 *
 * <p>Goal: cost next to nothing while all is calm, yet see a bound coming. Signals: degrees to the trip point and the time
 * to reach it at the present rise; charge near a bound while draining; stalls in the last interval well above their 10 s
 * average. A near sample keeps the short interval for {@link #LINGER} more, so that a noisy sensor does not switch it each
 * time. A trip point is urgent when crossed upwards, and again only after the zone fell {@link #REARM_C} below. It can fail
 * on heating faster than the calm interval: then the crossing itself is the first sign.
 *
 * <p>Deterministic: time comes from the readings. Owned by one thread.
 */
public final class AdaptiveInterval {

    /** Longer than a few calm intervals of a noisy sensor. */
    private static final Duration LINGER = Duration.ofSeconds(3);

    /** More than the 1 °C step and jitter of kernel zones. */
    private static final double REARM_C = 3;

    /** A rise is taken over at least this long, so that one 1 °C step is not a trend. */
    private static final Duration RISE_WINDOW = Duration.ofSeconds(2);

    /** Slower than this is noise: a 1 °C step within the window. */
    private static final double LEAST_RISE_C_PER_S = 0.6;

    /** Lithium cells age fast above this; battery zones seldom name a trip point. */
    private static final double BATTERY_TRIP_C = 45;

    /** Trip points at or under room temperature are dummies of the firmware. */
    private static final double LEAST_TRIP_C = 25;

    private static final double[] CHARGE_BOUNDS = {0.20, 0.10};

    private final Settings settings;
    private final Map<SensorId, Double> last = new HashMap<>();
    private final Map<SensorId, Reading> riseFrom = new HashMap<>();
    private final Set<SensorId> tripped = new HashSet<>();
    private Instant nearUntil = Instant.MIN;

    /**
     * @param calm interval while nothing is near a bound
     * @param near interval near a bound; at most {@code calm}
     * @param headroomC distance to the trip point that counts as near
     * @param secondsToTrip forecast that counts as near
     * @param chargeMargin distance above a charge bound that counts as near, 0..1
     * @param stallRise excess of the last interval's stalled share over the 10 s average that counts as near
     * @param assumedTripC trip point of zones that name none
     */
    public record Settings(
            Duration calm,
            Duration near,
            double headroomC,
            double secondsToTrip,
            double chargeMargin,
            double stallRise,
            double assumedTripC) {

        public Settings {
            if (near.isNegative() || near.isZero() || near.compareTo(calm) > 0) {
                throw new IllegalArgumentException("near: " + near + " (expected: > 0 and <= calm " + calm + ")");
            }
        }

        /** The usual margins: 8 °C, 60 s, one point of charge, 15 % of stalls. */
        public static Settings of(Duration calm, Duration near, double assumedTripC) {
            return new Settings(calm, near.compareTo(calm) > 0 ? calm : near, 8, 60, 0.01, 0.15, assumedTripC);
        }
    }

    public AdaptiveInterval(Settings settings) {
        this.settings = settings;
    }

    /** Takes the next sample, in order of time. */
    public Pace next(List<Reading> sample) {
        Map<SensorId, Double> now = new HashMap<>(last);
        sample.forEach(reading -> now.put(reading.sensor(), reading.value()));
        boolean isNear = false;
        boolean isUrgent = false;
        for (Reading reading : sample) {
            isNear |= isNear(reading, now);
            isUrgent |= isUrgent(reading, now);
        }
        last.putAll(now);
        if (isNear && !sample.isEmpty()) {
            nearUntil = sample.get(0).at().plus(LINGER);
        }
        boolean isFast = !sample.isEmpty() && sample.get(0).at().isBefore(nearUntil);
        return new Pace(isFast ? settings.near() : settings.calm(), isUrgent);
    }

    private boolean isNear(Reading reading, Map<SensorId, Double> now) {
        return switch (reading.sensor().signal()) {
            case TEMPERATURE -> isNearTrip(reading, now);
            case BATTERY_CHARGE -> isNearChargeBound(reading, now);
            case PRESSURE_CPU, PRESSURE_MEMORY, PRESSURE_IO -> isStallRising(reading, now);
            default -> false;
        };
    }

    private boolean isNearTrip(Reading reading, Map<SensorId, Double> now) {
        double headroom = tripC(reading, now) - reading.value();
        Reading from = riseFrom.putIfAbsent(reading.sensor(), reading);
        double perS = 0;
        if (from != null) {
            Duration elapsed = Duration.between(from.at(), reading.at());
            if (elapsed.compareTo(RISE_WINDOW) >= 0) {
                perS = (reading.value() - from.value()) / (elapsed.toNanos() / 1e9);
                riseFrom.put(reading.sensor(), reading);
            }
        }
        return headroom <= settings.headroomC()
                || (perS >= LEAST_RISE_C_PER_S && headroom / perS <= settings.secondsToTrip());
    }

    private boolean isNearChargeBound(Reading reading, Map<SensorId, Double> now) {
        SensorId charging =
                SensorId.of(Signal.BATTERY_CHARGING, reading.sensor().instance());
        if (now.getOrDefault(charging, 0.0) > 0.5) {
            return false;
        }
        for (double bound : CHARGE_BOUNDS) {
            if (reading.value() > bound && reading.value() <= bound + settings.chargeMargin() + 1e-9) {
                return true;
            }
        }
        return false;
    }

    private boolean isStallRising(Reading reading, Map<SensorId, Double> now) {
        Double average = now.get(SensorId.of(reading.sensor().signal()));
        return !reading.sensor().instance().isEmpty()
                && average != null
                && reading.value() - average >= settings.stallRise();
    }

    private boolean isUrgent(Reading reading, Map<SensorId, Double> now) {
        Double before = last.get(reading.sensor());
        return switch (reading.sensor().signal()) {
            case TEMPERATURE -> isTripped(reading, now);
            case BATTERY_CHARGE -> before != null && hasFallenPastBound(before, reading.value());
            case MAINS_ONLINE, BATTERY_CHARGING, NETWORK_UP -> before != null && before > 0.5 != reading.value() > 0.5;
            default -> false;
        };
    }

    private boolean isTripped(Reading reading, Map<SensorId, Double> now) {
        double headroom = tripC(reading, now) - reading.value();
        if (headroom > REARM_C) {
            tripped.remove(reading.sensor());
        }
        return headroom <= 0 && tripped.add(reading.sensor());
    }

    private static boolean hasFallenPastBound(double before, double now) {
        for (double bound : CHARGE_BOUNDS) {
            if (before > bound && now <= bound) {
                return true;
            }
        }
        return false;
    }

    private double tripC(Reading reading, Map<SensorId, Double> now) {
        Double trip = now.get(SensorId.of(Signal.TRIP_POINT, reading.sensor().instance()));
        if (trip != null && trip > LEAST_TRIP_C) {
            return trip;
        }
        return reading.label().toLowerCase(Locale.ROOT).contains("batt") ? BATTERY_TRIP_C : settings.assumedTripC();
    }
}
