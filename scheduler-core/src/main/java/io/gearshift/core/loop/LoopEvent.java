package io.gearshift.core.loop;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.swap.SwapResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Everything that can happen to the control loop. Time comes in with the event; the core never asks for it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LoopEvent.Started.class, name = "started"),
    @JsonSubTypes.Type(value = LoopEvent.Sensed.class, name = "sensed"),
    @JsonSubTypes.Type(value = LoopEvent.Served.class, name = "served"),
    @JsonSubTypes.Type(value = LoopEvent.SceneChanged.class, name = "scene"),
    @JsonSubTypes.Type(value = LoopEvent.CatalogChanged.class, name = "catalog"),
    @JsonSubTypes.Type(value = LoopEvent.LinkChanged.class, name = "link"),
    @JsonSubTypes.Type(value = LoopEvent.PinSet.class, name = "pin"),
    @JsonSubTypes.Type(value = LoopEvent.PinCleared.class, name = "unpin"),
    @JsonSubTypes.Type(value = LoopEvent.SwapFinished.class, name = "swapped"),
    @JsonSubTypes.Type(value = LoopEvent.PolicyChanged.class, name = "policy"),
    @JsonSubTypes.Type(value = LoopEvent.Tick.class, name = "tick")
})
public sealed interface LoopEvent {
    Instant at();

    /**
     * The loop begins, with what an earlier run left behind.
     *
     * @param run prefix of this run's decision ids, unique over restarts
     * @param gears gears in force when the earlier run ended, by model; empty on a first start
     */
    record Started(
            Instant at,
            String run,
            LoopSettings settings,
            PolicyId policy,
            Scene scene,
            Map<String, Pin> pins,
            Map<String, String> gears)
            implements LoopEvent {}

    /** Sensors were read. Folded into the device state; {@code isUrgent} (a bound was crossed) also decides at once. */
    record Sensed(Instant at, List<Reading> readings, boolean isUrgent) implements LoopEvent {
        public Sensed {
            readings = List.copyOf(readings);
        }
    }

    /** What serving cost since the last report. Folded into the estimates. */
    record Served(Instant at, List<Observation> observations) implements LoopEvent {
        public Served {
            observations = List.copyOf(observations);
        }
    }

    record SceneChanged(Instant at, Scene scene) implements LoopEvent {}

    /** The registered models, all of them, in name order; also sent when a profile was measured. */
    record CatalogChanged(Instant at, List<ModelSpec> models) implements LoopEvent {
        public CatalogChanged {
            models = List.copyOf(models);
        }
    }

    /**
     * A remote endpoint was tried.
     *
     * @param rtt round trip of the probe; zero when not reachable
     */
    record LinkChanged(Instant at, String endpoint, boolean isReachable, Duration rtt) implements LoopEvent {}

    /** A person pins a gear; {@code gear} is a full name that exists (resolved before it comes here). */
    record PinSet(Instant at, String model, Pin pin) implements LoopEvent {}

    record PinCleared(Instant at, String model) implements LoopEvent {}

    /** A swap ended, well or not. */
    record SwapFinished(Instant at, SwapResult result) implements LoopEvent {}

    record PolicyChanged(Instant at, PolicyId policy) implements LoopEvent {}

    /** Time to decide. */
    record Tick(Instant at) implements LoopEvent {}
}
