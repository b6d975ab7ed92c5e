package io.gearshift.registry.gear;

import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final RequestSize size = new RequestSize();
    private final Function<Manifest, GearMaker> makers;
    private final Executor executor;
    private final GearSet gears;
    private volatile Manifest manifest;
    private volatile double objectiveMs = Double.NaN;
    private volatile Set<String> keptHere = Set.of();
    /** Used by the tasks only. */
    private volatile GearMaker maker;

    private CompletableFuture<?> tail = CompletableFuture.completedFuture(null);

    ModelSlot(Manifest manifest, Function<Manifest, GearMaker> makers, Executor executor) {
        this.model = manifest.name();
        this.manifest = manifest;
        this.check = new SignatureCheck(manifest.name(), manifest.inputs(), manifest.outputs());
        this.makers = makers;
        this.executor = executor;
        this.gears = new GearSet(executor);
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

    RequestSize size() {
        return size;
    }

    /** Null until the first swap and after closing. */
    @Nullable
    InForce inForce() {
        return gears.inForce();
    }

    /** NaN when none is in force. */
    double objectiveMs() {
        return objectiveMs;
    }

    void objective(double latencyObjectiveMs) {
        objectiveMs = latencyObjectiveMs;
    }

    /** Nothing may be sent to this gear now. */
    boolean isKeptHere(Gear gear) {
        return keptHere.contains(gear.fullName());
    }

    /** @param gears that leave the device and may not be used; the last call counts */
    void keepHere(Set<String> gears) {
        keptHere = gears;
    }

    List<String> residentNames() {
        return gears.names();
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
        return maker.make(name, clock);
    }

    private Optional<Gear> find(String gear) {
        return gears.find(gear, this::isCurrent);
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
                gears.add(make(standIn, new PhaseClock()));
            }
            return standIn;
        } catch (SwapFailure e) {
            if (!gears.holds(cloud)) {
                cloud.close();
            }
            throw new SwapFailure(
                    SwapPhase.LOAD,
                    "its local stand-in " + standIn + " failed in " + e.phase() + ": " + e.problem(),
                    e);
        }
    }

    private String standIn(SwapPlan plan) {
        for (String gear : plan.keep()) {
            if (GearName.parse(gear)
                    .filter(name -> !name.provider().equals(GearName.REMOTE))
                    .isPresent()) {
                return gear;
            }
        }
        return gears.lightestLocal()
                .map(Gear::fullName)
                .orElseGet(() -> maker.lightest().toString());
    }

    private void cutOver(Gear gear, String decision, Set<String> keep) throws SwapFailure {
        if (!gears.cutOver(gear, decision, keep)) {
            throw new SwapFailure(SwapPhase.CUT_OVER, "model '" + model + "' was removed meanwhile");
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
        InForce now = gears.inForce();
        if (now == null || !now.decision().equals(decision)) {
            return;
        }
        try {
            if (find(gear).isEmpty()) {
                gears.add(make(gear, new PhaseClock()));
            }
        } catch (SwapFailure | RuntimeException e) {
            LOG.warn("{}: {} could not be kept ready: {}", model, gear, e.getMessage());
        }
    }

    /**
     * A new manifest with the same signature. Gears whose file did not change stay. The one in force, and local gears that
     * may have to stand in for it, are made anew when their file did, and serve on until then.
     */
    void update(Manifest next) {
        enqueue(() -> {
            manifest = next;
            maker = makers.apply(next);
            InForce now = gears.inForce();
            gears.resident().stream()
                    .filter(this::isCurrent)
                    .forEach(gear -> next.variant(gear.variant().name()).ifPresent(gear::describe));
            gears.drop(gear -> !isCurrent(gear) && (now == null || now.active().isLocal()));
            if (now != null) {
                gears.resident().stream().filter(this::isChanged).forEach(gear -> renew(gear, now));
            }
            return 0;
        });
    }

    private void renew(Gear gear, InForce now) {
        if (gear == now.active()) {
            remake(gear.fullName(), now.decision());
        } else {
            prewarm(gear.fullName(), now.decision());
        }
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
    void close() {
        gears.close();
    }

    /** False when leases were still out at the end of the time. */
    boolean awaitDrained(long untilNanos) throws InterruptedException {
        return gears.awaitDrained(untilNanos);
    }
}
