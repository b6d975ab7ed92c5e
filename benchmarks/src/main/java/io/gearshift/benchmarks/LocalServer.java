package io.gearshift.benchmarks;

import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.core.serve.InferenceResult;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.metrics.GearshiftMeters;
import io.gearshift.registry.gear.CpuTimeEnergy;
import io.gearshift.registry.gear.Endpoints;
import io.gearshift.registry.gear.GearServer;
import io.gearshift.registry.gear.ObservationCollector;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.onnx.OrtRuntime;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The serving part of the daemon in this process: gears, metrics, energy model, but no loop and no HTTP. */
final class LocalServer implements AutoCloseable {

    private final ExecutorService swapping = Executors.newFixedThreadPool(2);
    private final OrtRuntime runtime;
    private final GearServer gears;
    private int decisions;

    LocalServer(Path prepacked, List<Manifest> models) {
        runtime = OrtRuntime.open(prepacked);
        GearshiftMeters meters = new GearshiftMeters(Clock.systemUTC(), Duration.ofSeconds(10), Path.of("/proc"));
        gears = new GearServer(
                runtime,
                Endpoints.none(),
                meters,
                (endpoint, isReachable, rtt) -> {},
                new ObservationCollector(),
                new CpuTimeEnergy(3),
                swapping,
                swapping);
        gears.update(models.stream().collect(Collectors.toMap(Manifest::name, Function.identity())));
    }

    OrtRuntime runtime() {
        return runtime;
    }

    /** Returns when the gear is in force. */
    SwapResult shift(String model, String gear, List<String> keep) {
        SwapPlan plan =
                new SwapPlan("d" + ++decisions, model, gears.active(model).orElse(null), gear, keep);
        SwapResult result = gears.swap(plan).toCompletableFuture().join();
        if (!result.isSuccess()) {
            throw new IllegalStateException(model + ": " + gear + ": " + result.problem());
        }
        return result;
    }

    static InferenceRequest request(String model, List<Tensor> inputs) {
        return new InferenceRequest(model, "", inputs, List.of(), null, null, false);
    }

    /** @return sum of the first output, so that all of it was read */
    float ask(InferenceRequest request) {
        try (InferenceResult result = gears.infer(request).toCompletableFuture().join()) {
            return RawSession.sum(result.outputs()
                    .get(0)
                    .data()
                    .duplicate()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer());
        }
    }

    /** Fails when another gear answers. */
    void askOf(InferenceRequest request, String gear) {
        try (InferenceResult result = gears.infer(request).toCompletableFuture().join()) {
            if (!result.gear().equals(gear)) {
                throw new IllegalStateException(result.gear() + " answered (expected: " + gear + ")");
            }
            RawSession.sum(result.outputs()
                    .get(0)
                    .data()
                    .duplicate()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer());
        }
    }

    boolean isResident(String model, String gear) {
        return gears.resident(model).contains(gear);
    }

    @Override
    public void close() {
        gears.close();
        swapping.shutdown();
    }
}
