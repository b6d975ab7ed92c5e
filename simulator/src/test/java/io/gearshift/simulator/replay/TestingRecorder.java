package io.gearshift.simulator.replay;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.loop.ControlLoop;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Records like the daemon: one model, one zone, a second between ticks, a swap takes 300 ms. */
public final class TestingRecorder implements AutoCloseable {

    public static final ModelSpec MODEL = new ModelSpec(
            "m",
            "testing",
            50,
            null,
            null,
            List.of(gear("full", Precision.FP32, 0.9), gear("small", Precision.INT8, 0.8)));

    private final TraceWriter writer;
    private final Deque<SwapPlan> open = new ArrayDeque<>();
    private ControlLoop loop;
    private LoopState state = LoopState.initial();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    public TestingRecorder(Path dir, TestingRules rules) throws IOException {
        this.loop = new ControlLoop(rules);
        TraceManifest manifest =
                new TraceManifest(1, "testing", now, "r1", rules.id(), rules.objective(), rules.relaxationOrder());
        this.writer = new TraceWriter(dir, manifest, 1 << 24);
        handle(new LoopEvent.Started(
                now, "r1", LoopSettings.defaults(), rules.id(), Scene.initial(), Map.of(), Map.of()));
        handle(new LoopEvent.CatalogChanged(now, List.of(MODEL)));
    }

    private static ModelSpec.GearSpec gear(String variant, Precision precision, double accuracy) {
        Profile profile = new Profile(true, 250, 10, 12, 1e7, 50, true);
        return new ModelSpec.GearSpec(
                variant + "@cpu:1", variant, precision, Location.LOCAL, "cpu", 1, accuracy, "", profile);
    }

    public TestingRecorder seconds(int seconds, double temperatureC) throws IOException {
        for (int i = 0; i < seconds; i++) {
            pass(Duration.ofMillis(300));
            finishSwaps();
            pass(Duration.ofMillis(700));
            Reading reading = Reading.of(SensorId.parse("temp{z}"), temperatureC, now);
            handle(new LoopEvent.Sensed(now, List.of(reading), false));
            handle(new LoopEvent.Tick(now));
        }
        return this;
    }

    /** Turns of the loop without a reading. */
    public TestingRecorder silence(int seconds) throws IOException {
        for (int i = 0; i < seconds; i++) {
            pass(Duration.ofSeconds(1));
            handle(new LoopEvent.Tick(now));
        }
        return this;
    }

    /** So many requests since the last report, answered by the gear in force in 10 ms each. */
    public TestingRecorder requests(int requests) throws IOException {
        String gear = String.valueOf(state.models().get("m").active());
        return handle(new LoopEvent.Served(now, List.of(new Observation("m", gear, requests, 0, 0, 10, 12, 0, 0))));
    }

    public TestingRecorder use(TestingRules rules) throws IOException {
        loop = new ControlLoop(rules);
        return handle(new LoopEvent.PolicyChanged(now, rules.id()));
    }

    private void finishSwaps() throws IOException {
        while (!open.isEmpty()) {
            SwapResult result = new SwapResult(
                    open.remove(), false, Map.of(SwapPhase.LOAD, 280.0, SwapPhase.CUT_OVER, 0.5), null, null);
            handle(new LoopEvent.SwapFinished(now, result));
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private TestingRecorder handle(LoopEvent event) throws IOException {
        LoopStep step = loop.step(state, event);
        state = step.state();
        writer.event(event);
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Publish published) {
                for (Decision decision : published.cycle().news()) {
                    writer.decision(decision);
                }
            } else if (effect instanceof Effect.StartSwap start) {
                open.add(start.plan());
            }
        }
        return this;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
