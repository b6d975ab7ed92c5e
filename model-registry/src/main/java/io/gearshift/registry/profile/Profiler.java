package io.gearshift.registry.profile;

import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.gear.CpuTimeEnergy;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.RunOutput;
import io.gearshift.registry.onnx.SampleInputs;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures what gears cost on this device while it serves: one at a time, on one thread of low priority, with a rest after
 * each. Of a few rounds the quietest counts: contention is not the gear's, the loop's estimates learn it.
 */
public final class Profiler {

    private static final Logger LOG = LoggerFactory.getLogger(Profiler.class);

    /** Enough for a 95th percentile that is not simply the worst. */
    private static final int MOST_RUNS = 30;

    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private static final int ROUNDS = 3;
    /** A gear that needs seconds for one inference is still measured more than once. */
    private static final int LEAST_RUNS = 3;
    /** As long as the short jobs themselves take, so that serving has half of the time for itself. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long SEED = 1;

    private final OrtRuntime runtime;
    private final Energy energy;

    /**
     * @param wattsPerCore for the energy model, used where {@code meter} cannot tell
     * @param meter null when the device has no power sensor
     */
    public Profiler(OrtRuntime runtime, double wattsPerCore, @Nullable PowerMeter meter) {
        this.runtime = runtime;
        this.energy = new Energy(new CpuTimeEnergy(wattsPerCore), meter);
    }

    /** Measures on the calling thread, at the lowest priority, until all is done or cancelled or interrupted. */
    public void run(List<Job> jobs, Progress progress, BooleanSupplier isCancelled) {
        Thread thread = Thread.currentThread();
        int priority = thread.getPriority();
        thread.setPriority(Thread.MIN_PRIORITY);
        BooleanSupplier isOver = () -> isCancelled.getAsBoolean() || thread.isInterrupted();
        try {
            for (int i = 0; i < jobs.size() && !isOver.getAsBoolean(); i++) {
                measure(jobs.get(i), progress, i + 1, jobs.size(), isOver);
                LockSupport.parkNanos(REST_NANOS);
            }
        } finally {
            thread.setPriority(priority);
        }
    }

    private void measure(Job job, Progress progress, int done, int total, BooleanSupplier isOver) {
        try {
            Measurement measured = measure(job, isOver);
            if (measured != null) {
                progress.onMeasured(job, measured, done, total);
            }
        } catch (OnnxException | RuntimeException e) {
            LOG.info("{}: {} cannot be measured: {}", job.manifest().name(), job.gear(), e.getMessage());
            progress.onFailed(job, String.valueOf(e.getMessage()), done, total);
        }
    }

    /** Null when cancelled. */
    private @Nullable Measurement measure(Job job, BooleanSupplier isOver) throws OnnxException {
        List<Tensor> sample = SampleInputs.of(job.manifest(), SEED);
        GearLoad cold = GearLoad.of(runtime, job, sample);
        cold.session().close();
        if (isOver.getAsBoolean()) {
            return null;
        }
        GearLoad warm = GearLoad.of(runtime, job, sample);
        try (OnnxSession session = warm.session()) {
            Runs runs = quietest(job, session, sample, isOver);
            return runs == null
                    ? null
                    : GearCosts.of(
                            job,
                            cold,
                            warm,
                            runs.percentileMs(0.5),
                            runs.percentileMs(0.95),
                            runs.sortedMs().length,
                            runs.energy());
        }
    }

    private static void runOnce(OnnxSession session, List<Tensor> sample) throws OnnxException {
        RunOutput output = session.run(sample, List.of());
        output.close();
    }

    private record Runs(double[] sortedMs, Energy.Used energy) {

        /** Nearest rank. */
        double percentileMs(double share) {
            int rank = (int) Math.ceil(share * sortedMs.length);
            return sortedMs[Math.max(0, rank - 1)];
        }
    }

    /** Whatever else runs only ever adds time, so the best round is nearest to what the gear costs alone. */
    private @Nullable Runs quietest(Job job, OnnxSession session, List<Tensor> sample, BooleanSupplier isOver)
            throws OnnxException {
        Runs best = null;
        for (int round = 0; round < ROUNDS; round++) {
            Runs runs = time(job, session, sample, isOver);
            if (runs == null) {
                return null;
            }
            best = best == null || runs.percentileMs(0.95) < best.percentileMs(0.95) ? runs : best;
            LockSupport.parkNanos(REST_NANOS);
        }
        return best;
    }

    private @Nullable Runs time(Job job, OnnxSession session, List<Tensor> sample, BooleanSupplier isOver)
            throws OnnxException {
        double[] ms = new double[MOST_RUNS];
        int runs = 0;
        long begin = System.nanoTime();
        Energy.Mark mark = energy.mark();
        while (runs < MOST_RUNS && (runs < LEAST_RUNS || System.nanoTime() - begin < MOST_NANOS)) {
            if (isOver.getAsBoolean()) {
                return null;
            }
            long start = System.nanoTime();
            runOnce(session, sample);
            ms[runs++] = (System.nanoTime() - start) / 1e6;
        }
        Energy.Used used = energy.since(mark, job.threads(), runs);
        double[] sorted = Arrays.copyOf(ms, runs);
        Arrays.sort(sorted);
        return new Runs(sorted, used);
    }
}
