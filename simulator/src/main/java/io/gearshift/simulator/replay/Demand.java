package io.gearshift.simulator.replay;

import io.gearshift.core.estimate.Estimate;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.ModelState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests that nobody has answered yet. The log of a device that ran no loop says at best how many requests came; the gear
 * in force on virtual time answers them, as fast as its profile says and late as often as its estimate does.
 */
public final class Demand {

    /** Stands for whichever gear is in force. */
    private static final String ANY = "";

    private Demand() {}

    public static Observation of(String model, long requests) {
        return new Observation(model, ANY, requests, 0, 0, 0, 0, 0, 0);
    }

    /** The same event with every demand answered; what a recorded gear answered stays as it was. */
    static LoopEvent answered(LoopEvent event, LoopState state) {
        if (!(event instanceof LoopEvent.Served served)
                || served.observations().stream().noneMatch(seen -> seen.gear().equals(ANY))) {
            return event;
        }
        List<Observation> answered = new ArrayList<>();
        for (Observation seen : served.observations()) {
            ModelState model = state.models().get(seen.model());
            GearSpec gear = model == null ? null : inForce(model);
            answered.add(
                    seen.gear().equals(ANY) && model != null && gear != null
                            ? answered(seen, model, gear, served, state)
                            : seen);
        }
        return new LoopEvent.Served(served.at(), answered);
    }

    private static Observation answered(
            Observation seen, ModelState model, GearSpec gear, LoopEvent.Served served, LoopState state) {
        Estimate estimate = model.estimates().of(gear, served.at(), rttMs(state, gear));
        Double objective = state.latencyObjectiveMs(model);
        double late = objective == null ? 0 : estimate.lateRatio(objective);
        double ms = gear.profile().latencyP50Ms();
        return new Observation(
                seen.model(), gear.gear(), seen.requests(), 0, Math.round(seen.requests() * late), ms, ms, 0, 0);
    }

    /** Null before the first. */
    public static @Nullable GearSpec inForce(ModelState model) {
        return model.spec().gears().stream()
                .filter(gear -> gear.gear().equals(model.active()))
                .findFirst()
                .orElse(null);
    }

    /** Null for a local gear, and while the endpoint is out of reach. */
    public static @Nullable Double rttMs(LoopState state, GearSpec gear) {
        LoopState.Link link = state.links().get(gear.endpoint());
        return link == null || !link.isReachable() ? null : (Double) link.rttMs();
    }
}
