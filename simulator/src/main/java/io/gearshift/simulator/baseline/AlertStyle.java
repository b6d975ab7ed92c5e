package io.gearshift.simulator.baseline;

import io.gearshift.core.estimate.Estimate;
import io.gearshift.core.estimate.Estimates;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.policy.Location;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A controller in the style of ALERT.
 *
 * <p>Goal: the least energy for an expected accuracy. Signal: the slowdown that answers show, filtered with its doubt (the same
 * filter as the daemon's estimates). At each turn the expected accuracy of a gear is its own times the chance that it answers in
 * time; of the gears that reach the model's floor the one of least energy is taken, and the one of most expected accuracy when
 * none does or the model has no floor. It knows neither temperature nor battery, pays no heed to the cost of a swap, and takes
 * its goal one answer at a time.
 *
 * <p>Source: C. Wan et al., "ALERT: Accurate Learning for Energy and Timeliness", USENIX ATC 2020, sections 3.3 to 3.5. Its power
 * caps and its anytime networks have no counterpart here.
 */
public final class AlertStyle extends GearDriver {

    private final Map<String, Estimates> estimates = new HashMap<>();
    private final Map<String, Double> rttMs = new HashMap<>();
    private final Map<String, ModelSpec> specs = new HashMap<>();
    private @Nullable Double sceneObjectiveMs;
    private Instant servedAt = Instant.EPOCH;
    private Instant now = Instant.EPOCH;

    @Override
    public String name() {
        return "ALERT-style";
    }

    @Override
    void told(LoopEvent event) {
        now = event.at();
        if (event instanceof LoopEvent.CatalogChanged catalog) {
            catalog.models().forEach(model -> specs.put(model.name(), model));
        } else if (event instanceof LoopEvent.Started started) {
            sceneObjectiveMs = started.scene().latencyObjectiveMs();
        } else if (event instanceof LoopEvent.SceneChanged changed) {
            sceneObjectiveMs = changed.scene().latencyObjectiveMs();
        } else if (event instanceof LoopEvent.LinkChanged link) {
            if (link.isReachable()) {
                rttMs.put(link.endpoint(), link.rtt().toNanos() / 1e6);
            } else {
                rttMs.remove(link.endpoint());
            }
        } else if (event instanceof LoopEvent.Served served) {
            learn(served);
        }
    }

    private void learn(LoopEvent.Served served) {
        double elapsedS = Math.max(1e-3, Duration.between(servedAt, served.at()).toNanos() / 1e9);
        servedAt = served.at();
        for (Observation seen : served.observations()) {
            ModelSpec spec = specs.get(seen.model());
            if (spec == null) {
                continue;
            }
            for (GearSpec gear : spec.gears()) {
                if (gear.gear().equals(seen.gear())) {
                    estimates.merge(
                            seen.model(),
                            Estimates.NONE.observe(now, elapsedS, gear, seen),
                            (before, first) -> before.observe(now, elapsedS, gear, seen));
                }
            }
        }
    }

    @Override
    @Nullable
    String gear(ModelSpec model, @Nullable String active) {
        Double objective = sceneObjectiveMs != null ? sceneObjectiveMs : model.latencyObjectiveMs();
        Double floor = model.minAccuracy();
        GearSpec best = null;
        double bestAccuracy = 0;
        double bestMj = 0;
        for (GearSpec gear : model.gears()) {
            boolean isLocal = gear.location() == Location.LOCAL;
            Double rtt = rttMs.get(gear.endpoint());
            if (!isLocal && rtt == null) {
                continue;
            }
            Estimate estimate =
                    estimates.getOrDefault(model.name(), Estimates.NONE).of(gear, now, isLocal ? null : rtt);
            double late = objective == null ? 0 : estimate.lateRatio(objective);
            double accuracy = gear.accuracy() * (1 - late);
            if (best == null || isBetter(accuracy, estimate.energyMj(), bestAccuracy, bestMj, floor)) {
                best = gear;
                bestAccuracy = accuracy;
                bestMj = estimate.energyMj();
            }
        }
        return best == null ? null : best.gear();
    }

    private static boolean isBetter(
            double accuracy, double energyMj, double bestAccuracy, double bestMj, @Nullable Double floor) {
        boolean reaches = floor != null && accuracy >= floor;
        boolean bestReaches = floor != null && bestAccuracy >= floor;
        if (reaches != bestReaches) {
            return reaches;
        }
        if (reaches || accuracy == bestAccuracy) {
            return energyMj < bestMj;
        }
        return accuracy > bestAccuracy;
    }
}
