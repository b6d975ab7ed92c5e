package io.gearshift.daemon.shell;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.loop.ModelState;
import io.gearshift.core.policy.Location;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Requests that wait until their pin is in force. */
final class PinWaiters {

    /** @param problem why not; empty when in force */
    record Outcome(boolean isInForce, String problem) {}

    private record Waiter(String model, String gear, Promise<Outcome> promise) {}

    private final Vertx vertx;
    private final List<Waiter> waiters = new CopyOnWriteArrayList<>();

    PinWaiters(Vertx vertx) {
        this.vertx = vertx;
    }

    Future<Outcome> await(String model, String gear, Duration most) {
        Waiter waiter = new Waiter(model, gear, Promise.promise());
        waiters.add(waiter);
        long timer = vertx.setTimer(
                most.toMillis(),
                t -> finish(waiter, new Outcome(false, "still not ready after " + most.toSeconds() + " s")));
        return waiter.promise().future().onComplete(v -> vertx.cancelTimer(timer));
    }

    /** On the loop's context, after each step. */
    void stepped(LoopEvent event, LoopStep step) {
        for (Waiter waiter : waiters) {
            Outcome outcome = outcome(waiter, event, step.state());
            if (outcome != null) {
                finish(waiter, outcome);
            }
        }
    }

    private static @org.jspecify.annotations.Nullable Outcome outcome(Waiter waiter, LoopEvent event, LoopState state) {
        ModelState model = state.models().get(waiter.model());
        if (model == null) {
            return new Outcome(false, "the model was removed");
        }
        boolean isPinned = model.pin() != null && model.pin().gear().equals(waiter.gear());
        if (waiter.gear().equals(model.active()) && model.pending() == null && isPinned) {
            return new Outcome(true, "");
        }
        if (isPinned && event instanceof LoopEvent.PinSet set && isKeptHere(model, waiter.gear(), set.at())) {
            return new Outcome(
                    false,
                    "a rule lets nothing leave the device now; the pin holds as soon as no rule forbids this gear");
        }
        boolean isOwn = event instanceof LoopEvent.SwapFinished s
                && s.result().plan().model().equals(waiter.model())
                && s.result().plan().to().equals(waiter.gear())
                && !s.result().isSuccess();
        if (isOwn) {
            return new Outcome(
                    false,
                    String.valueOf(((LoopEvent.SwapFinished) event).result().problem()));
        }
        boolean isReplaced = event instanceof LoopEvent.PinSet p && p.model().equals(waiter.model()) && !isPinned
                || event instanceof LoopEvent.PinCleared u && u.model().equals(waiter.model());
        return isReplaced ? new Outcome(false, "another pin replaced it") : null;
    }

    /** A pin outweighs every rule but one that keeps data here. */
    private static boolean isKeptHere(ModelState model, String gear, Instant at) {
        return at.equals(model.forbiddenAt().get(gear))
                && model.spec().gears().stream().anyMatch(g -> g.gear().equals(gear) && g.location() != Location.LOCAL);
    }

    private void finish(Waiter waiter, Outcome outcome) {
        waiters.remove(waiter);
        waiter.promise().tryComplete(outcome);
    }
}
