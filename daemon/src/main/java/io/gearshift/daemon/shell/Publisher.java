package io.gearshift.daemon.shell;

import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.metrics.GearshiftMeters;
import io.gearshift.metrics.decisionlog.DecisionLog;
import io.gearshift.registry.gear.GearServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stage 7: hands each step of the loop to metrics, decision log, event stream, recording and restart file. On the loop's context. */
final class Publisher implements LoopRunner.Observer {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final GearshiftMeters meters;
    private final DecisionStore decisions;
    private final DecisionLog log;
    private final EventStream events;
    private final PinWaiters pins;
    private final GearServer gears;
    private final Keeper keeper;
    private final Shadow shadow;
    private final @Nullable Recorder recorder;
    private final Map<String, Long> begunNanos = new HashMap<>();
    private Map<String, Set<String>> keptHere = Map.of();
    private @Nullable Views views;
    private volatile @Nullable String fault;

    Publisher(
            GearshiftMeters meters,
            DecisionStore decisions,
            DecisionLog log,
            EventStream events,
            PinWaiters pins,
            GearServer gears,
            Keeper keeper,
            Shadow shadow,
            @Nullable Recorder recorder) {
        this.meters = meters;
        this.decisions = decisions;
        this.log = log;
        this.events = events;
        this.pins = pins;
        this.gears = gears;
        this.keeper = keeper;
        this.shadow = shadow;
        this.recorder = recorder;
    }

    /** Before the first event. */
    void show(Views views) {
        this.views = views;
    }

    /** Why the verdicts of the last turn were not used; null when they were. Of any thread. */
    @Nullable
    String policyFault() {
        return fault;
    }

    @Override
    public void stepped(LoopState before, LoopEvent event, LoopStep step, long nanos) {
        if (recorder != null) {
            recorder.stepped(event, step);
        }
        if (event instanceof LoopEvent.Sensed e) {
            meters.onReadings(e.readings());
        } else if (event instanceof LoopEvent.Served e) {
            meters.onObservations(e.observations());
        } else if (event instanceof LoopEvent.CatalogChanged e) {
            meters.onCatalog(e.models());
        } else if (event instanceof LoopEvent.SwapFinished e) {
            swapped(e);
        }
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.StartSwap e) {
                begunNanos.put(e.plan().model(), System.nanoTime());
            } else if (effect instanceof Effect.Publish e) {
                meters.onDecided(nanos);
                keep(step.state(), e.cycle());
                publish(e.cycle());
            }
        }
        if (event instanceof LoopEvent.CatalogChanged || event instanceof LoopEvent.SceneChanged) {
            gears.objectives(objectives(step.state()));
        }
        shadow.stepped(before, event, step);
        keeper.stepped(event, step.state());
        pins.stepped(event, step);
        picture(event, step.state());
    }

    private void keep(LoopState state, CycleRecord cycle) {
        Map<String, Set<String>> next = KeptHere.of(keptHere, state, cycle);
        if (!next.equals(keptHere)) {
            keptHere = next;
            gears.keepHere(next);
        }
    }

    private void swapped(LoopEvent.SwapFinished e) {
        SwapPlan plan = e.result().plan();
        Long begun = begunNanos.remove(plan.model());
        meters.onSwap(e.result(), Duration.ofNanos(begun == null ? 0 : System.nanoTime() - begun));
        events.send("swap", e::result);
        if (!e.result().isSuccess()) {
            LOG.warn(
                    "{}: {} could not be put in force, {}: {}. {} goes on serving.",
                    plan.model(),
                    plan.to(),
                    e.result().failedIn(),
                    e.result().problem(),
                    plan.from() == null ? "nothing" : plan.from());
        }
    }

    private void publish(CycleRecord cycle) {
        decisions.onCycle(cycle);
        meters.onCycle(cycle);
        log.onCycle(cycle);
        for (Decision decision : cycle.news()) {
            events.send("decision", () -> decision);
            if (decision.action() == Action.SHIFT) {
                LOG.info("{}: {}", decision.model(), decision.summary());
            } else {
                LOG.debug("{}: {}", decision.model(), decision.summary());
            }
        }
        String now = cycle.policyFault();
        if (now != null && !now.equals(fault)) {
            LOG.warn("policy {}: {}. Its verdicts are not used.", cycle.policy().pack(), now);
        }
        fault = now;
    }

    /** In force. Serving judges lateness and a remote's deadline by them. */
    private static Map<String, Double> objectives(LoopState state) {
        Map<String, Double> objectives = new HashMap<>();
        state.models().forEach((name, model) -> {
            Double objective = state.latencyObjectiveMs(model);
            if (objective != null) {
                objectives.put(name, objective);
            }
        });
        return objectives;
    }

    /** The whole picture goes out each tick, and at once when gears changed. */
    private void picture(LoopEvent event, LoopState state) {
        Views shown = views;
        boolean isTick = event instanceof LoopEvent.Tick;
        boolean isNews = event instanceof LoopEvent.SwapFinished
                || event instanceof LoopEvent.CatalogChanged
                || event instanceof LoopEvent.PinSet
                || event instanceof LoopEvent.PinCleared
                || event instanceof LoopEvent.SceneChanged;
        if (shown != null
                && events.hasClients()
                && (isTick || isNews)
                && !state.run().isEmpty()) {
            events.send("state", shown::state);
            events.send("models", shown::models);
        }
    }
}
