package io.gearshift.core.loop;

import io.gearshift.core.decision.Decider;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Policy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The loop's own constants, from {@code loop} and {@code budgets} of the configuration.
 *
 * @param dwell shortest stay in a gear before a voluntary shift, and the time a forbidden gear must have been allowed
 *     again before it may return
 * @param hysteresis score (0..1) by which another gear must be better
 * @param latencyProbability share of answers that must meet the latency objective, 0.5..0.999
 * @param maxSensorAge a reading older than this is stale
 * @param quarantine first wait after a failed swap; doubles with each further failure, up to an hour
 * @param memoryBudgetBytes for all resident gears; null for half of what the device has
 * @param powerBudgetW for inference; null for none
 * @param assumedTripC trip point of zones that name none
 * @param wattsPerCore power of one busy core in the stated energy model
 */
public record LoopSettings(
        Duration dwell,
        double hysteresis,
        double latencyProbability,
        Duration maxSensorAge,
        Duration quarantine,
        @Nullable Double memoryBudgetBytes,
        @Nullable Double powerBudgetW,
        double assumedTripC,
        double wattsPerCore) {

    public LoopSettings {
        require(!dwell.isNegative(), "dwell", dwell, ">= 0");
        require(hysteresis >= 0 && hysteresis <= 1, "hysteresis", hysteresis, "0..1");
        require(
                latencyProbability >= 0.5 && latencyProbability <= 0.999,
                "latencyProbability",
                latencyProbability,
                "0.5..0.999");
        require(!maxSensorAge.isNegative() && !maxSensorAge.isZero(), "maxSensorAge", maxSensorAge, "> 0");
        require(!quarantine.isNegative() && !quarantine.isZero(), "quarantine", quarantine, "> 0");
        require(wattsPerCore > 0, "wattsPerCore", wattsPerCore, "> 0");
    }

    public static LoopSettings defaults() {
        return new LoopSettings(
                Duration.ofSeconds(10), 0.05, 0.95, Duration.ofSeconds(10), Duration.ofSeconds(15), null, null, 90, 3);
    }

    /** In force now: half of the device's memory unless configured; infinite while the device's memory is unknown. */
    public double memoryBudgetBytes(Device device) {
        if (memoryBudgetBytes != null) {
            return memoryBudgetBytes;
        }
        Double available = device.memoryAvailableBytes();
        Double ratio = device.memoryAvailableRatio();
        return available == null || ratio == null || ratio <= 0 ? Double.POSITIVE_INFINITY : available / ratio / 2;
    }

    /** What the decider goes by, with the pack's part. */
    public Decider.Terms terms(Policy policy, Device device) {
        return new Decider.Terms(
                dwell,
                hysteresis,
                latencyProbability,
                memoryBudgetBytes(device),
                powerBudgetW == null ? Double.POSITIVE_INFINITY : powerBudgetW,
                policy.objective(),
                policy.relaxationOrder());
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
