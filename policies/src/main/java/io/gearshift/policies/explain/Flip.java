package io.gearshift.policies.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change that makes the model run another gear; each was tried by deciding again.
 *
 * @param gear what would be chosen
 * @param changes empty when time alone does it
 * @param afterS seconds that must pass besides, for dwell, rest or pin to be over; 0 for at once
 * @param size of the changes, relative to the larger of the values before and after; adds up over them
 */
public record Flip(String gear, List<Change> changes, double afterS, double size) {

    private static final String TEMPERATURE = "Device.temperatureC";

    public Flip {
        changes = List.copyOf(changes);
    }

    /** What a person sees on the device, or changes with a hand on it; other signals take a tool. */
    private static final Set<String> PLAIN = Set.of(
            TEMPERATURE,
            "Device.batteryRatio",
            "Device.isCharging",
            "Device.loadRatio",
            "Device.network",
            "Scene.attention",
            "Scene.isPrivate",
            "Scene.name",
            "Model.requestsPerS");

    /** Who or what can change it; nearest to hand first. */
    public enum Kind {
        /** Device, scene and load. */
        SIGNAL,
        /** What a person sets: budgets, objectives, priority, pins. */
        SETTING,
        /** What a gear costs, and whether it can run. */
        GEAR
    }

    /** Whether all its changes can be seen without a tool: temperature, battery, load, network, scene. */
    boolean isPlain() {
        return changes.stream().allMatch(change -> PLAIN.contains(change.signal()));
    }

    boolean isOfTemperature() {
        return changes.stream().anyMatch(change -> change.signal().equals(TEMPERATURE));
    }

    /** That of its change hardest to make. */
    public Kind kind() {
        return changes.stream().map(Change::kind).max(Kind::compareTo).orElse(Kind.SIGNAL);
    }

    /**
     * One signal or setting.
     *
     * @param from what it is now; null when it is unknown or not set
     * @param to what it would have to be: for a number the least change
     * @param edge just before {@code to}: there the decision stays; null when it is not a number
     */
    public record Change(
            String signal,
            Kind kind,
            @Nullable Object from,
            Object to,
            String unit,
            @Nullable Double edge) {

        public boolean isFall() {
            return edge != null && to instanceof Double after && after < edge;
        }

        /** The number to tell: the edge where the decision turns just beyond it, as for {@code <}; else {@code to}. */
        public double bound() {
            return isInclusive() ? (Double) to : edge == null ? Double.NaN : edge;
        }

        /** At the bound itself it has turned. */
        public boolean isInclusive() {
            return edge == null || !(to instanceof Double after) || digits(after) <= digits(edge);
        }

        static int digits(double value) {
            return new BigDecimal(value)
                    .round(new MathContext(12))
                    .stripTrailingZeros()
                    .precision();
        }
    }
}
