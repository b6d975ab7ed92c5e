package io.gearshift.registry.gear;

import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model's gears. Requests read one volatile reference; everything that changes gears runs on the swap executor, one
 * task of the slot at a time.
 */
final class ModelSlot {

    private static final Logger LOG = LoggerFactory.getLogger(ModelSlot.class);

    private final String model;
    private final SignatureCheck check;
    private final Function<Manifest, GearMaker> makers;
    private final Executor executor;
    private final Map<String, Gear> resident = new TreeMap<>();
    private final List<Gear> draining = new ArrayList<>();
    private volatile Manifest manifest;
    private volatile @Nullable InForce inForce;
    private volatile double objectiveMs = Double.NaN;
    private GearMaker maker;
    private CompletableFuture<?> tail = CompletableFuture.completedFuture(null);
    private boolean isClosed;

    ModelSlot(Manifest manifest, Function<Manifest, GearMaker> makers, Executor executor) {
        this.model = manifest.name();
        this.manifest = manifest;
        this.check = new SignatureCheck(manifest.name(), manifest.inputs(), manifest.outputs());
        this.makers = makers;
        this.executor = executor;
        this.maker = makers.apply(manifest);
    }

    String model() {
        return model;
    }

    Manifest manifest() {
        return manifest;
    }

    SignatureCheck check() {
        return check;
    }

    /** Null until the first swap and after closing. */
    @Nullable
    InForce inForce() {
        return inForce;
    }

    /** NaN when none is in force. */
    double objectiveMs() {
        return objectiveMs;
    }

    void objective(double latencyObjectiveMs) {
        objectiveMs = latencyObjectiveMs;
    }

    synchronized List<String> residentNames() {
        return List.copyOf(resident.keySet());
    }

    CompletionStage<SwapResult> swap(SwapPlan plan) {
        return enqueue(() -> {
            SwapResult result = perform(plan);
            if (result.isSuccess()) {
                prewarmLater(plan);
            }
            return result;
        });
    }

    /** Serial: begins when the tasks before it have ended, well or not. */
    private synchronized <T> CompletableFuture<T> enqueue(Supplier<T> task) {
        try {
            CompletableFuture<T> done =
                    tail.handle((result, failure) -> 0).thenApplyAsync(zero -> task.get(), executor);
            tail = done;
            return done;
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private SwapResult perform(SwapPlan plan) {
        PhaseClock clock = new PhaseClock();
        boolean wasResident = false;
        try {
            Optional<Gear> ready = find(plan.to());
            wasResident = ready.isPresent();
            if (wasResident) {
                clock.restart(SwapPhase.CUT_OVER);
            }
            Gear gear = wasResident ? ready.get() : make(plan.to(), clock);
            Set<String> keep = new LinkedHashSet<>(plan.keep());
            if (!gear.isLocal()) {
                keep.add(ensureStandIn(gear, plan, clock));
            }
            clock.enter(SwapPhase.CUT_OVER);
            cutOver(gear, plan.decision(), keep);
            clock.end();
            return new SwapResult(plan, wasResident, clock.phaseMs(), null, null);
        } catch (SwapFailure e) {
            clock.end();
            return new SwapResult(plan, wasResident, clock.phaseMs(), e.phase(), e.problem());
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            LOG.warn("{}: swap to {} failed", model, plan.to(), e);
            clock.end();
            return new SwapResult(plan, wasResident, clock.phaseMs(), clock.phase(), String.valueOf(e));
        }
    }

    private Gear make(String gear, PhaseClock clock) throws SwapFailure {
        GearName name = GearName.parse(gear)
                .orElseThrow(() -> new SwapFailure(
                        SwapPhase.LOAD, "gear '" + Names.shown(gear) + "' (expected: variant@provider:threads)"));
        return currentMaker().make(name, clock);
    }

    /** A resident gear, or one that still drains and comes back. */
    private synchronized Optional<Gear> find(String gear) {
        Gear ready = resident.get(gear);
        for (int i = 0; ready == null && i < draining.size(); i++) {
            Gear back = draining.get(i);
            if (back.fullName().equals(gear) && isCurrent(back) && back.revive()) {
                draining.remove(i);
                resident.put(gear, back);
                ready = back;
            }
        }
        return Optional.ofNullable(ready);
    }

    private boolean isCurrent(Gear gear) {
        return manifest.variant(gear.variant().name())
                .filter(variant -> isSameBuild(variant, gear.variant()))
                .isPresent();
    }

    private static boolean isSameBuild(Variant a, Variant b) {
        return a.sha256().equals(b.sha256())
                && a.endpoint().equals(b.endpoint())
                && a.remoteModel().equals(b.remoteModel());
    }

    /** A local gear is resident before a cloud gear comes into force; its name. */
    private String ensureStandIn(Gear cloud, SwapPlan plan, PhaseClock clock) throws SwapFailure {
        String standIn = standIn(plan);
        try {
            if (find(standIn).isEmpty()) {
                clock.enter(SwapPhase.LOAD);
                add(make(standIn, new PhaseClock()));
            }
            return standIn;
        } catch (SwapFailure e) {
            if (!isResident(cloud)) {
                cloud.close();
            }
            throw new SwapFailure(
                    SwapPhase.LOAD,
                    "its local stand-in " + standIn + " failed in " + e.phase() + ": " + e.problem(),
                    e);
        }
    }

    private synchronized boolean isResident(Gear gear) {
        return resident.get(gear.fullName()) == gear;
    }

    private synchronized String standIn(SwapPlan plan) {
        for (String gear : plan.keep()) {
            if (GearName.parse(gear)
                    .filter(name -> !name.provider().equals(GearName.REMOTE))
                    .isPresent()) {
                return gear;
            }
        }
        return resident.values().stream()
                .filter(Gear::isLocal)
                .min(Comparator.comparingLong(gear -> gear.variant().bytes()))
                .map(Gear::fullName)
                .orElseGet(() -> maker.lightest().toString());
    }

    private synchronized GearMaker currentMaker() {
        return maker;
    }

    private synchronized void add(Gear gear) {
        if (isClosed) {
            gear.close();
            return;
        }
        resident.put(gear.fullName(), gear);
    }

    /** One write puts the gear in force; the gears that are not kept drain behind it. */
    private synchronized void cutOver(Gear gear, String decision, Set<String> keep) throws SwapFailure {
        if (isClosed) {
            if (!isResident(gear)) {
                gear.close();
            }
            throw new SwapFailure(SwapPhase.CUT_OVER, "model '" + model + "' was removed meanwhile");
        }
        Gear replaced = resident.put(gear.fullName(), gear);
        List<Gear> leaving = new ArrayList<>();
        if (replaced != null && replaced != gear) {
            leaving.add(replaced);
        }
        resident.values().removeIf(other -> {
            boolean isLeaving = other != gear && !keep.contains(other.fullName());
            return isLeaving && leaving.add(other);
        });
        inForce = new InForce(gear, decision, locals());
        leaving.forEach(this::retire);
    }

    private List<LocalGear> locals() {
        return resident.values().stream()
                .filter(LocalGear.class::isInstance)
                .map(LocalGear.class::cast)
                .toList();
    }

    /** No longer resident; closed after its last lease, never on the thread that gives the lease back. */
    private void retire(Gear gear) {
        draining.add(gear);
        gear.drain(() -> {
            try {
                executor.execute(() -> close(gear));
            } catch (RejectedExecutionException e) {
                close(gear);
            }
        });
    }

    private void close(Gear gear) {
        synchronized (this) {
            draining.remove(gear);
            notifyAll();
        }
        try {
            gear.close();
        } catch (RuntimeException e) {
            LOG.warn("{}: closing {} failed", model, gear, e);
        }
    }

    /** Gears that a plan wants resident beside the one in force are loaded after the cut-over. */
    private void prewarmLater(SwapPlan plan) {
        boolean isAnyMissing =
                plan.keep().stream().anyMatch(gear -> !residentNames().contains(gear));
        if (isAnyMissing) {
            enqueue(() -> {
                plan.keep().forEach(gear -> prewarm(gear, plan.decision()));
                return 0;
            });
        }
    }

    private void prewarm(String gear, String decision) {
        InForce now = inForce;
        if (now == null || !now.decision().equals(decision)) {
            return;
        }
        try {
            if (find(gear).isEmpty()) {
                add(make(gear, new PhaseClock()));
            }
            synchronized (this) {
                InForce current = inForce;
                if (current != null) {
                    inForce = new InForce(current.active(), current.decision(), locals());
                }
            }
        } catch (SwapFailure e) {
            LOG.warn("{}: {} could not be kept ready: {}: {}", model, gear, e.phase(), e.problem());
        }
    }

    /**
     * A new manifest with the same signature. Gears whose file did not change stay; the one in force is made anew when its
     * file did, and serves on until then.
     */
    void update(Manifest next) {
        enqueue(() -> {
            InForce now = adopt(next);
            if (now != null && isChanged(now.active())) {
                remake(now.active().fullName(), now.decision());
            }
            return 0;
        });
    }

    private synchronized @Nullable InForce adopt(Manifest next) {
        manifest = next;
        maker = makers.apply(next);
        InForce now = inForce;
        if (now == null) {
            return null;
        }
        List<Gear> leaving = new ArrayList<>();
        for (Gear gear : resident.values()) {
            if (isCurrent(gear)) {
                next.variant(gear.variant().name()).ifPresent(gear::describe);
            } else if (gear != now.active()) {
                leaving.add(gear);
            }
        }
        resident.values().removeAll(leaving);
        inForce = new InForce(now.active(), now.decision(), locals());
        leaving.forEach(this::retire);
        return now;
    }

    /** Still in the manifest, but another build. A gear that left the manifest serves until another one is chosen. */
    private boolean isChanged(Gear gear) {
        return !isCurrent(gear) && manifest.variant(gear.variant().name()).isPresent();
    }

    /** Makes a gear by the manifest of now and puts it in force under a decision taken before. */
    void restore(String gear, String decision) {
        enqueue(() -> {
            remake(gear, decision);
            return 0;
        });
    }

    private void remake(String gear, String decision) {
        try {
            Gear made = make(gear, new PhaseClock());
            Set<String> keep = new LinkedHashSet<>(residentNames());
            cutOver(made, decision, keep);
        } catch (SwapFailure | RuntimeException e) {
            LOG.warn("{}: {} could not be made by the new manifest: {}", model, gear, e.getMessage());
        }
    }

    /** No request is taken any more; gears close after their last lease. */
    synchronized void close() {
        isClosed = true;
        inForce = null;
        List<Gear> all = List.copyOf(resident.values());
        resident.clear();
        all.forEach(this::retire);
    }

    /** False when leases were still out at the end of the time. */
    synchronized boolean awaitDrained(long untilNanos) throws InterruptedException {
        long leftMs = (untilNanos - System.nanoTime()) / 1_000_000;
        while (!draining.isEmpty() && leftMs > 0) {
            wait(leftMs);
            leftMs = (untilNanos - System.nanoTime()) / 1_000_000;
        }
        return draining.isEmpty();
    }
}
