package io.gearshift.registry.gear;

import io.gearshift.core.observe.ServeListener;
import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceException.Kind;
import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.core.serve.InferenceResult;
import io.gearshift.core.serve.ModelServer;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.core.swap.Swapper;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.onnx.OrtRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All models' gears: answers requests by the ones in force and puts others in force while it serves. Thread-safe.
 *
 * <p>A request leases its gear until its result is closed. A swap loads, warms up and tries the new gear beside the old
 * one, replaces one reference, and closes the old gear after its last lease.
 */
public final class GearServer implements ModelServer, Swapper, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GearServer.class);

    /** Longer than any inference here; a session still leased then is left alone, closing it would crash. */
    private static final Duration DRAIN_WITHIN = Duration.ofSeconds(10);

    private final Endpoints endpoints;
    private final LocalSession.Loader loader;
    private final ServeListener listener;
    private final LinkListener links;
    private final ObservationCollector collector;
    private final Executor swapExecutor;
    private final Serving serving;
    private volatile SortedMap<String, ModelSlot> slots = new TreeMap<>();
    private Map<String, Manifest> registered = Map.of();
    private Map<String, Double> objectives = Map.of();
    private Map<String, Set<String>> keptHere = Map.of();
    private boolean isClosed;

    /**
     * @param endpoints closed with this server
     * @param listener told of every answer and error
     * @param links told when a remote's link changed
     * @param swapExecutor loads, tries and closes gears; its threads block. Not closed with this server
     * @param fallbackExecutor runs local gears for requests that a remote failed. Not closed with this server
     */
    public GearServer(
            OrtRuntime runtime,
            Endpoints endpoints,
            ServeListener listener,
            LinkListener links,
            ObservationCollector collector,
            EnergyModel energy,
            Executor swapExecutor,
            Executor fallbackExecutor) {
        this(LocalSession.by(runtime), endpoints, listener, links, collector, energy, swapExecutor, fallbackExecutor);
    }

    GearServer(
            LocalSession.Loader loader,
            Endpoints endpoints,
            ServeListener listener,
            LinkListener links,
            ObservationCollector collector,
            EnergyModel energy,
            Executor swapExecutor,
            Executor fallbackExecutor) {
        this.loader = loader;
        this.endpoints = endpoints;
        this.listener = listener;
        this.links = links;
        this.collector = collector;
        this.swapExecutor = swapExecutor;
        this.serving = new Serving(listener, links, energy, fallbackExecutor);
    }

    /** All registered models: new ones are added, missing ones closed, changed ones follow without losing a request. */
    public synchronized void update(Map<String, Manifest> manifests) {
        if (isClosed) {
            return;
        }
        SortedMap<String, ModelSlot> next = new TreeMap<>();
        manifests.forEach((name, manifest) -> next.put(name, slot(slots.get(name), manifest)));
        SortedMap<String, ModelSlot> before = slots;
        registered = Map.copyOf(manifests);
        slots = next;
        objectives(objectives);
        keepHere(keptHere);
        before.forEach((name, slot) -> {
            if (next.get(name) != slot) {
                slot.close();
            }
            if (!next.containsKey(name)) {
                collector.forget(name);
            }
        });
    }

    private ModelSlot slot(@Nullable ModelSlot before, Manifest manifest) {
        Manifest known = registered.get(manifest.name());
        if (before != null && known != null && hasSameSignature(known, manifest)) {
            if (!known.equals(manifest)) {
                before.update(manifest);
            }
            return before;
        }
        ModelSlot slot =
                new ModelSlot(manifest, m -> new GearMaker(m, loader, endpoints, links, collector), swapExecutor);
        InForce inForce = before == null ? null : before.inForce();
        if (inForce != null) {
            slot.restore(inForce.active().fullName(), inForce.decision());
        }
        return slot;
    }

    private static boolean hasSameSignature(Manifest a, Manifest b) {
        return a.inputs().equals(b.inputs()) && a.outputs().equals(b.outputs());
    }

    /**
     * Gears that leave the device and may not be asked now, by model, while they are still in force: their resident local
     * gear answers, and where there is none the request is refused.
     */
    public synchronized void keepHere(Map<String, Set<String>> gears) {
        keptHere = Map.copyOf(gears);
        slots.forEach((name, slot) -> slot.keepHere(keptHere.getOrDefault(name, Set.of())));
    }

    /** Latency objectives in force, by model; a model without one here has its manifest's. */
    public synchronized void objectives(Map<String, Double> latencyObjectiveMs) {
        objectives = Map.copyOf(latencyObjectiveMs);
        slots.forEach((name, slot) -> {
            Manifest manifest = registered.get(name);
            Double own = manifest == null ? null : manifest.latencyObjectiveMs();
            Double inForce = objectives.containsKey(name) ? objectives.get(name) : own;
            slot.objective(inForce == null ? Double.NaN : inForce);
        });
    }

    @Override
    public CompletionStage<InferenceResult> infer(InferenceRequest request) {
        ModelSlot slot = slots.get(request.model());
        if (slot == null) {
            return refused(request.model(), unknown(request.model()));
        }
        List<String> wanted;
        try {
            wanted = slot.check().check(request);
        } catch (InferenceException e) {
            return refused(request.model(), e);
        }
        try {
            return serving.answer(slot, request, wanted);
        } catch (InferenceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<InferenceResult> refused(String model, InferenceException why) {
        listener.onError(model, "", why.kind().name().toLowerCase(Locale.ROOT));
        return CompletableFuture.failedFuture(why);
    }

    private InferenceException unknown(String model) {
        return new InferenceException(
                Kind.UNKNOWN_MODEL,
                "no model '" + Names.shown(model) + "' (" + Names.hint(model, slots.keySet()) + ")");
    }

    @Override
    public CompletionStage<SwapResult> swap(SwapPlan plan) {
        ModelSlot slot = slots.get(plan.model());
        return slot == null
                ? CompletableFuture.completedFuture(failed(plan, unknown(plan.model())))
                : slot.swap(plan).exceptionally(e -> failed(plan, e));
    }

    private static SwapResult failed(SwapPlan plan, Throwable why) {
        return new SwapResult(plan, false, Map.of(), SwapPhase.LOAD, String.valueOf(why.getMessage()));
    }

    /** Asks every configured endpoint that some variant names whether it is there, and tells the link listener. */
    public void probeLinks(Duration timeout) {
        new LinkProbe(endpoints, links).probe(slots.values(), timeout);
    }

    @Override
    public List<String> resident(String model) {
        ModelSlot slot = slots.get(model);
        return slot == null ? List.of() : slot.residentNames();
    }

    /** The gear in force; empty when there is none or no such model. */
    public Optional<String> active(String model) {
        ModelSlot slot = slots.get(model);
        InForce inForce = slot == null ? null : slot.inForce();
        return inForce == null ? Optional.empty() : Optional.of(inForce.active().fullName());
    }

    @Override
    public Optional<Signature> signature(String model) {
        ModelSlot slot = slots.get(model);
        return slot == null ? Optional.empty() : Optional.of(slot.manifest().signature());
    }

    @Override
    public List<String> models() {
        return List.copyOf(slots.keySet());
    }

    @Override
    public boolean isReady(String model) {
        ModelSlot slot = slots.get(model);
        return slot != null && slot.inForce() != null;
    }

    /** Refuses new requests, waits for those under way, closes the sessions. */
    @Override
    public void close() {
        SortedMap<String, ModelSlot> all;
        synchronized (this) {
            isClosed = true;
            all = slots;
        }
        all.values().forEach(ModelSlot::close);
        long until = System.nanoTime() + DRAIN_WITHIN.toNanos();
        try {
            for (ModelSlot slot : all.values()) {
                if (!slot.awaitDrained(until)) {
                    LOG.warn("{}: results are still not released, their gears stay loaded", slot.model());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endpoints.close();
    }
}
