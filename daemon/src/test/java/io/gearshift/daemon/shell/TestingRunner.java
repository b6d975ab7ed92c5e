package io.gearshift.daemon.shell;

import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.policies.situation.Given;
import io.gearshift.policies.situation.SituationReader;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The real loop on a real context, with one model and nothing around it; effects are kept. */
final class TestingRunner implements AutoCloseable {

    static final Clock CLOCK = Clock.systemUTC();

    final Queue<Effect> effects = new ConcurrentLinkedQueue<>();
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final LoopRunner loop;

    TestingRunner(Policy policy, LoopRunner.Observer observer) {
        loop = new LoopRunner(context, CLOCK, policy, this::perform, observer);
        Given given = SituationReader.read(List.of());
        Waits.get(loop.submit(at -> new LoopEvent.Started(
                at, "r1", quick(given.settings()), policy.id(), given.scene(), Map.of(), Map.of())));
        Waits.get(loop.submit(at -> new LoopEvent.CatalogChanged(at, given.models())));
    }

    /** Every swap succeeds at once. */
    private void perform(Effect effect) {
        effects.add(effect);
        if (effect instanceof Effect.StartSwap start) {
            SwapResult result = new SwapResult(start.plan(), false, Map.of(), null, null);
            loop.submit(at -> new LoopEvent.SwapFinished(at, result));
        }
    }

    private static LoopSettings quick(LoopSettings usual) {
        return new LoopSettings(
                Duration.ZERO,
                usual.hysteresis(),
                usual.latencyProbability(),
                usual.maxSensorAge(),
                usual.quarantine(),
                usual.memoryBudgetBytes(),
                usual.powerBudgetW(),
                usual.assumedTripC(),
                usual.wattsPerCore());
    }

    LoopRunner loop() {
        return loop;
    }

    Future<LoopStep> tick() {
        return loop.submit(LoopEvent.Tick::new);
    }

    /** One turn of the loop, waited for. */
    CycleRecord decide() {
        return Waits.get(tick()).effects().stream()
                .filter(effect -> effect instanceof Effect.Publish)
                .map(effect -> ((Effect.Publish) effect).cycle())
                .findFirst()
                .orElseThrow();
    }

    /** Of the loop's own thread. */
    String thread() {
        CompletableFuture<String> name = new CompletableFuture<>();
        context.runOnContext(v -> name.complete(Thread.currentThread().getName()));
        return Waits.get(name);
    }

    @Override
    public void close() {
        loop.close();
        Waits.get(vertx.close());
    }
}
