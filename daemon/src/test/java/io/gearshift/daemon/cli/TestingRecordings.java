package io.gearshift.daemon.cli;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.loop.ControlLoop;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceWriter;
import io.gearshift.policies.pack.PackStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Recordings decided by the built-in rules, or a pack of one's own, on a device that heats up and cools down. */
final class TestingRecordings {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private TestingRecordings() {}

    /** @param state folder for built packs */
    static void write(Path trace, Path state) throws Exception {
        write(trace, state, "default");
    }

    /** @param pack whose rules decide, built into that folder */
    static void write(Path trace, Path state, String pack) throws Exception {
        try (Policy policy = new PackStore(state).load(pack)) {
            TraceManifest manifest = new TraceManifest(
                    1, "testing", START, "r1", policy.id(), policy.objective(), policy.relaxationOrder());
            try (TraceWriter writer = new TraceWriter(trace, manifest, 1 << 24)) {
                write(writer, policy);
            }
        }
    }

    private static void write(TraceWriter writer, Policy policy) throws IOException {
        Deque<LoopEvent> due = new ArrayDeque<>();
        due.add(new LoopEvent.Started(
                START, "r1", LoopSettings.defaults(), policy.id(), Scene.initial(), Map.of(), Map.of()));
        due.add(new LoopEvent.CatalogChanged(START, List.of(model())));
        for (int second = 1; second <= 90; second++) {
            Instant at = START.plusSeconds(second);
            double temperatureC = second < 30 || second > 60 ? 45 : 96;
            due.add(new LoopEvent.Sensed(at, List.of(Reading.of(SensorId.parse("temp{z}"), temperatureC, at)), false));
            due.add(new LoopEvent.Tick(at));
        }
        ControlLoop loop = new ControlLoop(policy);
        LoopState state = LoopState.initial();
        while (!due.isEmpty()) {
            LoopEvent event = due.remove();
            LoopStep step = loop.step(state, event);
            state = step.state();
            writer.event(event);
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.Publish published) {
                    for (Decision decision : published.cycle().news()) {
                        writer.decision(decision);
                    }
                } else if (effect instanceof Effect.StartSwap start) {
                    due.addFirst(new LoopEvent.SwapFinished(
                            event.at(), new SwapResult(start.plan(), false, Map.of(SwapPhase.LOAD, 9.5), null, null)));
                }
            }
        }
    }

    private static ModelSpec model() {
        Profile heavy = new Profile(true, 100, 10, 12, 9e7, 100, true);
        Profile light = new Profile(true, 50, 5, 6, 2e7, 40, true);
        return new ModelSpec(
                "m",
                "testing",
                50,
                null,
                null,
                List.of(
                        new GearSpec("full@cpu:1", "full", Precision.FP32, Location.LOCAL, "cpu", 1, 0.94, "", heavy),
                        new GearSpec("int8@cpu:1", "int8", Precision.INT8, Location.LOCAL, "cpu", 1, 0.93, "", light)));
    }
}
