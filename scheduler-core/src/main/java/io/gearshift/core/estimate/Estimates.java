package io.gearshift.core.estimate;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.policy.Location;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of each gear of one model, learnt from its traffic. Immutable.
 *
 * <p>A gear that serves has its own filter. A local gear that does not is judged by the model's: the inputs and the
 * contention that slow one gear slow its siblings. The older a gear's own filter, the more the model's counts (time
 * constant {@link #OWN_TAU_S}). Remote gears have only their own, started from the link's round trip.
 *
 * @param model slowdown of whichever local gear serves; null before any traffic
 * @param gears own filter of each gear that ever served
 * @param requestsPerS exponentially averaged
 * @param missRatio exponentially averaged share of late answers
 */
public record Estimates(
        @Nullable SlowdownFilter model,
        SortedMap<String, SlowdownFilter> gears,
        double requestsPerS,
        double missRatio) {

    private static final double OWN_TAU_S = 120;
    private static final double RATE_TAU_S = 10;

    public static final Estimates NONE = new Estimates(null, new TreeMap<>(), 0, 0);

    /** @param elapsedS since the last report, for the request rate */
    public Estimates observe(Instant now, double elapsedS, GearSpec gear, Observation seen) {
        double alpha = 1 - StrictMath.exp(-elapsedS / RATE_TAU_S);
        double rate = requestsPerS + alpha * (seen.requests() / elapsedS - requestsPerS);
        if (seen.requests() == 0) {
            return new Estimates(model, gears, rate, missRatio);
        }
        double misses = missRatio + alpha * ((double) seen.late() / seen.requests() - missRatio);
        double ratio = seen.meanLatencyMs() / gear.profile().latencyP50Ms();
        SlowdownFilter own = gears.get(gear.gear());
        SortedMap<String, SlowdownFilter> nextGears = new TreeMap<>(gears);
        nextGears.put(gear.gear(), (own == null ? start(now) : own).next(now, ratio));
        SlowdownFilter nextModel =
                gear.location() == Location.LOCAL ? shared(now).next(now, ratio) : model;
        return new Estimates(nextModel, nextGears, rate, misses);
    }

    /** No traffic at all in this report. */
    public Estimates idle(double elapsedS) {
        double rate = requestsPerS * StrictMath.exp(-elapsedS / RATE_TAU_S);
        return new Estimates(model, gears, rate < 1e-6 ? 0 : rate, missRatio);
    }

    /** Slowdown filters outlive a re-measured profile only if the profile is the same: forget them otherwise. */
    public Estimates forgetGears() {
        return new Estimates(null, new TreeMap<>(), requestsPerS, missRatio);
    }

    /** @param rttMs of a remote gear's link; null when unknown */
    public Estimate of(GearSpec gear, Instant now, @Nullable Double rttMs) {
        Profile profile = gear.profile();
        double spread = (profile.latencyP95Ms() / profile.latencyP50Ms() - 1) / Estimate.Z95;
        double mean = 1;
        double variance = SlowdownFilter.FIRST_VARIANCE;
        boolean isLocal = gear.location() == Location.LOCAL;
        SlowdownFilter own = gears.get(gear.gear());
        SlowdownFilter base = isLocal ? model : null;
        if (base != null) {
            mean = base.mean();
            variance = base.variance(now) + SlowdownFilter.FIRST_VARIANCE * base.mean() * base.mean() / 10;
        }
        if (own != null) {
            double weight = StrictMath.exp(-own.ageS(now) / OWN_TAU_S);
            mean = weight * own.mean() + (1 - weight) * mean;
            variance = weight * own.variance(now) + (1 - weight) * variance;
        }
        double latency = profile.latencyP50Ms() * mean;
        if (!isLocal && rttMs != null && own == null) {
            latency += rttMs;
        }
        double sdMs = Math.sqrt(variance + spread * spread * mean * mean) * profile.latencyP50Ms();
        double energy = profile.energyMj() * (isLocal && base != null ? base.mean() : 1);
        return new Estimate(latency, sdMs, energy, profile.memoryBytes());
    }

    private SlowdownFilter shared(Instant now) {
        return model == null ? start(now) : model;
    }

    private static SlowdownFilter start(Instant now) {
        return SlowdownFilter.first(now);
    }
}
