package io.gearshift.simulator.diff;

import io.gearshift.core.estimate.Estimate;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.ModelState;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.simulator.replay.Demand;
import io.gearshift.simulator.replay.Gaps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up the costs of one run. */
final class Meter {

    private final SortedMap<String, SortedMap<String, Double>> inGear = new TreeMap<>();
    private final Gaps gaps;
    private @Nullable Instant last;
    private long requests;
    private double answersJ;
    private double swapsJ;
    private double misses;
    private double accuracySum;
    private int swaps;
    private int faults;

    Meter(Gaps gaps) {
        this.gaps = gaps;
    }

    void handled(LoopEvent event, LoopState before, LoopState after, List<Effect> effects) {
        pass(event.at(), before);
        boolean isGap = gaps.cover(event.at());
        if (!isGap && event instanceof LoopEvent.Served served) {
            served.observations().forEach(seen -> charge(seen, after, event.at()));
        } else if (!isGap && event instanceof LoopEvent.SwapFinished finished) {
            charge(finished.result(), after);
        }
        for (Effect effect : effects) {
            swaps += !isGap && effect instanceof Effect.StartSwap ? 1 : 0;
            faults += effect instanceof Effect.Publish published
                            && published.cycle().policyFault() != null
                    ? 1
                    : 0;
        }
    }

    private void pass(Instant now, LoopState state) {
        double seconds = last == null ? 0 : gaps.outside(last, now).toNanos() / 1e9;
        last = now;
        state.models().forEach((name, model) -> {
            if (seconds > 0 && model.active() != null) {
                inGear.computeIfAbsent(name, n -> new TreeMap<>()).merge(model.active(), seconds, Double::sum);
            }
        });
    }

    /** The gear in force answers, whichever gear answered when it was recorded. */
    private void charge(Observation seen, LoopState state, Instant at) {
        ModelState model = state.models().get(seen.model());
        GearSpec gear = model == null ? null : Demand.inForce(model);
        if (model == null || gear == null) {
            return;
        }
        Estimate estimate = model.estimates().of(gear, at, Demand.rttMs(state, gear));
        Double objective = state.latencyObjectiveMs(model);
        double late = objective == null ? 0 : estimate.lateRatio(objective);
        requests += seen.requests();
        answersJ += seen.requests() * estimate.energyMj() / 1000;
        misses += seen.requests() * late;
        accuracySum += seen.requests() * gear.accuracy() * (1 - late);
    }

    private void charge(SwapResult result, LoopState state) {
        ModelState model = state.models().get(result.plan().model());
        if (model == null || result.wasResident()) {
            return;
        }
        double ms = model.spec().gears().stream()
                .filter(gear -> gear.gear().equals(result.plan().to()))
                .mapToDouble(gear -> gear.profile().loadMs())
                .sum();
        Map<SwapPhase, Double> phases = result.phaseMs();
        if (phases.containsKey(SwapPhase.LOAD)) {
            ms = phases.get(SwapPhase.LOAD) + phases.getOrDefault(SwapPhase.WARM_UP, 0.0);
        }
        swapsJ += ms / 1000 * state.settings().wattsPerCore();
    }

    Costs costs() {
        return new Costs(requests, answersJ, swapsJ, misses, accuracySum, swaps, faults, inGear);
    }
}
