package io.gearshift.registry.gear;

import io.gearshift.core.observe.ServeListener;
import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.core.serve.InferenceResult;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.onnx.OrtRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A gear server with real sessions, everything it reported, and a guard over every session's use. */
final class TestingServer implements AutoCloseable {

    static final OrtRuntime RUNTIME = OrtRuntime.open(null);

    final ObservationCollector collector = new ObservationCollector();
    final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<String> links = new ConcurrentLinkedQueue<>();
    final GuardedSessions sessions = new GuardedSessions(LocalSession.by(RUNTIME));
    final ExecutorService swaps = Executors.newFixedThreadPool(2);
    final ExecutorService fallbacks = Executors.newFixedThreadPool(2, task -> new Thread(task, "fallback"));
    final GearServer server;

    TestingServer(Endpoints endpoints, Manifest... manifests) {
        ServeListener listener = new ServeListener() {
            @Override
            public void onAnswer(
                    String model,
                    String gear,
                    String variant,
                    String provider,
                    double latencyMs,
                    boolean isLate,
                    double energyMj,
                    boolean isEnergyMeasured) {}

            @Override
            public void onError(String model, String variant, String kind) {
                errors.add(model + "/" + variant + "/" + kind);
            }
        };
        LinkListener link = (endpoint, isReachable, rtt) -> links.add(endpoint + "=" + isReachable);
        server = new GearServer(sessions, endpoints, listener, link, collector, new CpuTimeEnergy(4), swaps, fallbacks);
        update(manifests);
    }

    TestingServer(Manifest... manifests) {
        this(Endpoints.none(), manifests);
    }

    void update(Manifest... manifests) {
        Map<String, Manifest> all = new java.util.TreeMap<>();
        for (Manifest manifest : manifests) {
            all.put(manifest.name(), manifest);
        }
        server.update(all);
    }

    SwapResult swap(String model, String to, String... keep) {
        return server.swap(new SwapPlan("d-" + to, model, null, to, List.of(keep)))
                .toCompletableFuture()
                .join();
    }

    InferenceResult infer(InferenceRequest request) {
        try {
            return server.infer(request).toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof InferenceException known) {
                throw known;
            }
            throw e;
        }
    }

    /** Everything that was handed to the swap executor before has ended. */
    void awaitSwaps() {
        swaps.shutdown();
        try {
            if (!swaps.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("swap executor: still busy");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Duration seconds(long n) {
        return Duration.ofSeconds(n);
    }

    @Override
    public void close() {
        server.close();
        swaps.shutdownNow();
        fallbacks.shutdownNow();
    }
}
