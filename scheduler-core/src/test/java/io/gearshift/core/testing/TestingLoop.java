package io.gearshift.core.testing;

import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.loop.ControlLoop;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.loop.Pin;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.swap.SwapResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Drives the loop by hand: time moves when told to, swaps end at once unless told to wait or to fail. */
public final class TestingLoop {

    /** One event and what came of it. */
    public record Turn(LoopEvent event, LoopStep step) {}

    private final List<Turn> turns = new ArrayList<>();
    private final Deque<SwapPlan> open = new ArrayDeque<>();
    private final Set<String> broken = new TreeSet<>();
    private ControlLoop loop;
    private LoopState state = LoopState.initial();
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private boolean isSwapping;

    public TestingLoop(Policy policy) {
        this.loop = new ControlLoop(policy);
    }

    /** A started loop with the models registered and every first gear in force. */
    public static TestingLoop running(Policy policy, ModelSpec... models) {
        return new TestingLoop(policy).start(Map.of(), Map.of()).catalog(models);
    }

    public TestingLoop start(Map<String, Pin> pins, Map<String, String> gears) {
        return start(LoopSettings.defaults(), pins, gears);
    }

    public TestingLoop start(LoopSettings settings, Map<String, Pin> pins, Map<String, String> gears) {
        return handle(new LoopEvent.Started(now, "r1", settings, TestingPolicy.ID, Scene.initial(), pins, gears));
    }

    public TestingLoop catalog(ModelSpec... models) {
        return handle(new LoopEvent.CatalogChanged(now, List.of(models)));
    }

    public TestingLoop handle(LoopEvent event) {
        LoopStep step = loop.step(state, event);
        state = step.state();
        turns.add(new Turn(event, step));
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.StartSwap swap) {
                open.add(swap.plan());
            }
        }
        while (!isSwapping && !open.isEmpty()) {
            finishSwap();
        }
        return this;
    }

    /** Swaps stay open until {@link #finishSwap()}. */
    public TestingLoop holdSwaps() {
        isSwapping = true;
        return this;
    }

    public TestingLoop finishSwap() {
        SwapPlan plan = open.remove();
        boolean isBroken = broken.contains(plan.to());
        return handle(new LoopEvent.SwapFinished(
                now,
                new SwapResult(
                        plan,
                        false,
                        Map.of(SwapPhase.LOAD, 12.5),
                        isBroken ? SwapPhase.LOAD : null,
                        isBroken ? "the file is truncated" : null)));
    }

    public TestingLoop breakGear(String gear) {
        broken.add(gear);
        return this;
    }

    public TestingLoop mendGear(String gear) {
        broken.remove(gear);
        return this;
    }

    public TestingLoop policy(TestingPolicy next) {
        loop = new ControlLoop(next);
        return handle(new LoopEvent.PolicyChanged(now, next.id()));
    }

    public TestingLoop pass(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** Time passes in ticks of one second. */
    public TestingLoop ticks(int seconds) {
        for (int i = 0; i < seconds; i++) {
            pass(Duration.ofSeconds(1)).handle(new LoopEvent.Tick(now));
        }
        return this;
    }

    /** A second passes, the sensor is read, the loop decides. */
    public TestingLoop sense(String sensor, double value) {
        pass(Duration.ofSeconds(1));
        return senseNow(sensor, value, false).handle(new LoopEvent.Tick(now));
    }

    /** The same value for so many seconds. */
    public TestingLoop sense(String sensor, double value, int seconds) {
        for (int i = 0; i < seconds; i++) {
            sense(sensor, value);
        }
        return this;
    }

    public TestingLoop senseNow(String sensor, double value, boolean isUrgent) {
        return handle(new LoopEvent.Sensed(now, List.of(Reading.of(SensorId.parse(sensor), value, now)), isUrgent));
    }

    public TestingLoop link(boolean isReachable) {
        return handle(new LoopEvent.LinkChanged(now, "box", isReachable, Duration.ofMillis(isReachable ? 5 : 0)));
    }

    public TestingLoop pin(String model, String gear, @Nullable Instant until) {
        return handle(new LoopEvent.PinSet(now, model, new Pin(gear, until)));
    }

    public TestingLoop unpin(String model) {
        return handle(new LoopEvent.PinCleared(now, model));
    }

    public Instant now() {
        return now;
    }

    public LoopState state() {
        return state;
    }

    public List<Turn> turns() {
        return turns;
    }

    public @Nullable String gear(String model) {
        return state.models().get(model).active();
    }

    public Decision last(String model) {
        Decision last = state.models().get(model).last();
        if (last == null) {
            throw new IllegalStateException(model + ": no decision yet");
        }
        return last;
    }

    /** Decisions that were news, in order. */
    public List<Decision> news() {
        List<Decision> news = new ArrayList<>();
        for (Turn turn : turns) {
            for (Effect effect : turn.step().effects()) {
                if (effect instanceof Effect.Publish published) {
                    news.addAll(published.cycle().news());
                }
            }
        }
        return news;
    }

    /** Shifts from one gear to another; the first gear of a model is none. */
    public List<Decision> shifts() {
        return news().stream()
                .filter(d -> d.action() == Action.SHIFT && d.from() != null)
                .toList();
    }
}
