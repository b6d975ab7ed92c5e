package io.gearshift.registry.profile;

import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.gear.CpuTimeEnergy;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OperatorTime;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.SampleInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures gears for a person who waits for it: until each median is known well enough, at several batch sizes, beside
 * other load, operator by operator. The {@link Profiler} is for a device that serves meanwhile.
 */
public final class Bench {

    private static final long SEED = 1;
    private static final int OPERATOR_RUNS = 20;

    private final OrtRuntime runtime;
    private final Energy energy;
    private final SteadyRuns runs;
    private final int hotSpots;

    /**
     * @param meter null when the device has no energy counter that can be read
     * @param mostHalfWidthRatio of the median's 95 % interval; 0.02 to know it to about 2 %
     * @param most time for the runs of one point
     * @param hotSpots number of operators to tell of each point; 0 for none
     */
    public Bench(
            OrtRuntime runtime,
            double wattsPerCore,
            @Nullable PowerMeter meter,
            double mostHalfWidthRatio,
            Duration most,
            int hotSpots) {
        this.runtime = runtime;
        this.energy = new Energy(new CpuTimeEnergy(wattsPerCore), meter);
        this.runs = new SteadyRuns(mostHalfWidthRatio, most, System::nanoTime);
        this.hotSpots = hotSpots;
    }

    /** Whether the model takes this many samples at once. */
    public static boolean fits(Job job, int batch) {
        return batch == 1
                || job.manifest().inputs().stream()
                        .allMatch(input ->
                                !input.shape().isEmpty() && input.shape().get(0) < 0);
    }

    /** Null when it was over before. */
    public @Nullable PointResult measure(Point point, BooleanSupplier isOver) throws OnnxException, IOException {
        Job job = point.job();
        List<Tensor> sample = sample(point);
        GearLoad cold = GearLoad.of(runtime, job, sample);
        cold.session().close();
        if (isOver.getAsBoolean()) {
            return null;
        }
        GearLoad warm = GearLoad.of(runtime, job, sample);
        Measurement measurement;
        SteadyRuns.Outcome outcome;
        try (OnnxSession session = warm.session();
                BackgroundLoad ignored = BackgroundLoad.of(point.backgroundThreads())) {
            Energy.Mark mark = energy.mark();
            int[] count = {0};
            outcome = runs.measure(
                    () -> {
                        session.run(sample, List.of()).close();
                        count[0]++;
                    },
                    isOver);
            if (outcome == null) {
                return null;
            }
            Energy.Used used = energy.since(mark, job.threads(), count[0]);
            measurement = GearCosts.of(
                    job,
                    cold,
                    warm,
                    outcome.interval().median(),
                    outcome.percentileMs(0.95),
                    outcome.sortedMs().length,
                    used);
        }
        return new PointResult(measurement, outcome.interval(), outcome.isPrecise(), hotSpots(job, sample));
    }

    /** With the batch in place of each input's first dimension. */
    private static List<Tensor> sample(Point point) {
        Map<String, List<Long>> shapes = new HashMap<>();
        for (TensorSpec input : point.job().manifest().inputs()) {
            List<Long> shape =
                    new ArrayList<>(point.job().manifest().sampleShapes().getOrDefault(input.name(), input.shape()));
            if (!shape.isEmpty() && input.shape().get(0) < 0 && point.batch() > 1) {
                shape.set(0, (long) point.batch());
            }
            shapes.put(input.name(), shape);
        }
        return SampleInputs.of(point.job().manifest().inputs(), shapes, SEED);
    }

    private List<OperatorTime> hotSpots(Job job, List<Tensor> sample) throws OnnxException, IOException {
        if (hotSpots == 0) {
            return List.of();
        }
        Path folder = Files.createTempDirectory("gearshift-profile");
        try {
            return runtime
                    .operatorTimes(
                            job.variant().requireFile(),
                            job.provider(),
                            job.threads(),
                            true,
                            sample,
                            OPERATOR_RUNS,
                            folder)
                    .stream()
                    .sorted(Comparator.comparingDouble(OperatorTime::meanMs).reversed())
                    .limit(hotSpots)
                    .toList();
        } finally {
            Files.delete(folder);
        }
    }
}
