package io.gearshift.core.device;

import io.gearshift.core.policy.Heat;
import io.gearshift.core.reading.Signal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The zone nearest its trip point, and the thermal band.
 *
 * <p>Goal: leave a hot gear before the kernel throttles. Signal: degrees of headroom to the lowest trip point, and a
 * forecast of the time until it. The band rises at 20, 8 and 0 °C of headroom or a forecast under 30 s, and falls at 24,
 * 12 and 3 °C and a forecast over 60 s: the 4 °C gap is twice the peak-to-peak jitter of the recorded Jetson and phone
 * zones at rest, and 30 s covers loading and warming the largest sample model many times over.
 */
record Thermal(
        @Nullable Double temperatureC,
        String zone,
        @Nullable Double tripC,
        @Nullable Double headroomC,
        @Nullable Double trendCPerS,
        @Nullable Double secondsToTrip,
        Band band) {

    static final Band.Bound WARM = new Band.Bound(-20, -24);
    static final Band.Bound HOT = new Band.Bound(-8, -12);
    static final Band.Bound CRITICAL = new Band.Bound(0, -3);
    static final double FORECAST_ENTER_S = 30;
    static final double FORECAST_LEAVE_S = 60;

    /** Lithium cells age fast above this: the usual bound of phone makers for charging and load. */
    private static final double BATTERY_TRIP_C = 45;

    /** Trip points at or under room temperature are dummies of the firmware. */
    private static final double LEAST_TRIP_C = 25;

    static Map<String, Trend> trends(Map<String, Trend> before, Fresh fresh) {
        Map<String, Trend> next = new TreeMap<>();
        fresh.each(Signal.TEMPERATURE, (zone, held) -> {
            Trend trend = before.get(zone);
            next.put(zone, trend == null ? Trend.start(held.at(), held.value()) : trend.next(held.at(), held.value()));
        });
        return next;
    }

    static Thermal of(Fresh fresh, Map<String, Trend> trends, Band before, double assumedTripC, Instant now) {
        Nearest nearest = new Nearest();
        fresh.each(Signal.TEMPERATURE, (zone, held) -> {
            double trip = trip(fresh, zone, held.label(), assumedTripC);
            nearest.offer(zone, held, trip, trends.get(zone));
        });
        if (nearest.held == null) {
            return new Thermal(null, "", null, null, null, null, Band.UNKNOWN);
        }
        double headroom = nearest.trip - nearest.held.value();
        Double slope = nearest.trend == null ? null : (Double) nearest.trend.slopePerS();
        Double seconds = nearest.soonest;
        String name = nearest.held.label().isEmpty() ? nearest.zone : nearest.held.label();
        Band band = band(before, headroom, seconds, now);
        return new Thermal(nearest.held.value(), name, nearest.trip, headroom, slope, seconds, band);
    }

    static Band band(Band before, double headroom, @Nullable Double seconds, Instant now) {
        Band byTemperature = before.next(-headroom, now, 2, WARM, HOT, CRITICAL);
        boolean soon = seconds != null && seconds < (before.level() >= 2 ? FORECAST_LEAVE_S : FORECAST_ENTER_S);
        return soon && byTemperature.level() < 2 ? before.at(2, now, 2) : byTemperature;
    }

    private static double trip(Fresh fresh, String zone, String label, double assumedTripC) {
        Double trip = fresh.get(Signal.TRIP_POINT, zone);
        if (trip != null && trip > LEAST_TRIP_C) {
            return trip;
        }
        return label.toLowerCase(Locale.ROOT).contains("batt") ? BATTERY_TRIP_C : assumedTripC;
    }

    Heat heat() {
        return Heat.values()[band.level() + 1];
    }

    /** The zone with the least headroom; ties go to the first name. The soonest forecast may be of another zone. */
    private static final class Nearest {
        private String zone = "";
        private @Nullable Held held;
        private double trip;
        private @Nullable Trend trend;
        private @Nullable Double soonest;

        void offer(String name, Held value, double tripC, @Nullable Trend zoneTrend) {
            if (held == null || tripC - value.value() < trip - held.value()) {
                zone = name;
                held = value;
                trip = tripC;
                trend = zoneTrend;
            }
            Double seconds = zoneTrend == null ? null : zoneTrend.secondsTo(tripC, value.value());
            if (seconds != null && (soonest == null || seconds < soonest)) {
                soonest = seconds;
            }
        }
    }
}
