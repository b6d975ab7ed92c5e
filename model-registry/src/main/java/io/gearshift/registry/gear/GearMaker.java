package io.gearshift.registry.gear;

import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.RunOutput;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes gears of one manifest ready: load, warm up, canary. Used by one thread at a time. */
final class GearMaker {

    private static final Logger LOG = LoggerFactory.getLogger(GearMaker.class);

    /** The first allocates, the second and third show what serving will cost. */
    private static final int WARM_UPS = 3;
    /** A remote that needs longer for one sample is no use. */
    private static final Duration REMOTE_WITHIN = Duration.ofSeconds(5);

    private final Manifest manifest;
    private final LocalSession.Loader loader;
    private final Endpoints endpoints;
    private final LinkListener links;
    private final ObservationCollector collector;
    private final List<String> outputs;
    private final Canary canary;

    GearMaker(
            Manifest manifest,
            LocalSession.Loader loader,
            Endpoints endpoints,
            LinkListener links,
            ObservationCollector collector) {
        this.manifest = manifest;
        this.loader = loader;
        this.endpoints = endpoints;
        this.links = links;
        this.collector = collector;
        this.outputs = manifest.outputs().stream().map(TensorSpec::name).toList();
        this.canary = new Canary(manifest);
    }

    /** Nothing stays loaded after a failure. */
    Gear make(GearName name, PhaseClock clock) throws SwapFailure {
        Variant variant = variant(name);
        return variant.isLocal() ? makeLocal(name, variant, clock) : makeCloud(name, variant, clock);
    }

    /** The local variant with the smallest file. */
    GearName lightest() {
        Variant lightest = manifest.reference();
        for (Variant variant : manifest.variants()) {
            lightest = variant.isLocal() && variant.bytes() < lightest.bytes() ? variant : lightest;
        }
        return GearName.onCpu(lightest.name());
    }

    private Variant variant(GearName name) throws SwapFailure {
        List<String> names = manifest.variants().stream().map(Variant::name).toList();
        Variant variant = manifest.variant(name.variant())
                .orElseThrow(() -> failure("no variant '" + Names.shown(name.variant()) + "' ("
                        + Names.hint(name.variant(), names) + ")"));
        if (variant.isLocal() == name.provider().equals(GearName.REMOTE)) {
            throw failure("variant '" + variant.name() + "' is " + (variant.isLocal() ? "local" : "remote") + ", not "
                    + name.provider());
        }
        return variant;
    }

    private static SwapFailure failure(String problem) {
        return new SwapFailure(SwapPhase.LOAD, problem);
    }

    private Gear makeLocal(GearName name, Variant variant, PhaseClock clock) throws SwapFailure {
        LocalSession session = load(name, variant);
        try {
            LocalGear gear = new LocalGear(name, variant, collector.of(manifest.name(), name.toString()), session);
            clock.enter(SwapPhase.WARM_UP);
            warmUp(gear);
            clock.enter(SwapPhase.CANARY);
            Canary.Trial trial = inputs -> session.run(inputs, outputs);
            boolean isReference = variant.equals(manifest.reference());
            if (!canary.hasReference() && isReference) {
                canary.learn(trial);
            } else {
                learnReference();
                canary.check(trial);
            }
            return gear;
        } catch (SwapFailure | RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    private LocalSession load(GearName name, Variant variant) throws SwapFailure {
        try {
            return loader.load(variant, name.provider(), name.threads());
        } catch (OnnxException | RuntimeException e) {
            throw new SwapFailure(SwapPhase.LOAD, message(e), e);
        }
    }

    private void warmUp(LocalGear gear) throws SwapFailure {
        List<Tensor> sample = canary.sample();
        for (int i = 0; i < WARM_UPS; i++) {
            long start = System.nanoTime();
            try (RunOutput output = gear.run(sample, outputs)) {
                if (i > 0 && !output.outputs().isEmpty()) {
                    gear.stats().warmedUp((System.nanoTime() - start) / 1e6);
                }
            } catch (OnnxException | RuntimeException e) {
                throw new SwapFailure(SwapPhase.WARM_UP, message(e), e);
            }
        }
    }

    /** Loads the reference variant for a moment, unless its answers are known. */
    private void learnReference() {
        if (canary.hasReference()) {
            return;
        }
        Variant reference = manifest.reference();
        try {
            LocalSession session = load(GearName.onCpu(reference.name()), reference);
            try {
                canary.learn(inputs -> session.run(inputs, outputs));
            } finally {
                session.close();
            }
        } catch (SwapFailure e) {
            LOG.warn(
                    "{}: the reference variant '{}' cannot be asked, other variants are not compared with it: {}",
                    manifest.name(),
                    reference.name(),
                    e.problem());
        }
    }

    private Gear makeCloud(GearName name, Variant variant, PhaseClock clock) throws SwapFailure {
        GearStats stats = collector.of(manifest.name(), name.toString());
        CloudGear gear = new CloudGear(name, variant, stats, endpoints.model(manifest, variant));
        try {
            clock.enter(SwapPhase.WARM_UP);
            Duration rtt = probe(gear);
            long start = System.nanoTime();
            await(() -> gear.ask(canary.sample(), outputs, REMOTE_WITHIN.toMillis()), SwapPhase.WARM_UP);
            stats.warmedUp((System.nanoTime() - start) / 1e6);
            clock.enter(SwapPhase.CANARY);
            learnReference();
            canary.check(inputs -> {
                try {
                    return new RunOutput(
                            gear.ask(inputs, outputs, REMOTE_WITHIN.toMillis()).join(), () -> {});
                } catch (CompletionException e) {
                    throw CloudGear.failure(e, REMOTE_WITHIN.toMillis());
                }
            });
            links.onLink(variant.endpoint(), true, rtt);
            return gear;
        } catch (SwapFailure | RuntimeException | Error e) {
            gear.close();
            throw e;
        }
    }

    private Duration probe(CloudGear gear) throws SwapFailure {
        try {
            return await(() -> gear.probe(REMOTE_WITHIN), SwapPhase.WARM_UP);
        } catch (SwapFailure e) {
            links.onLink(gear.variant().endpoint(), false, Duration.ZERO);
            throw e;
        }
    }

    private static <T> T await(Supplier<CompletableFuture<T>> call, SwapPhase phase) throws SwapFailure {
        try {
            return call.get()
                    .copy()
                    .orTimeout(REMOTE_WITHIN.toMillis() + 1000, TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException | CancellationException e) {
            throw new SwapFailure(phase, message(CloudGear.failure(e, REMOTE_WITHIN.toMillis())), e);
        }
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
