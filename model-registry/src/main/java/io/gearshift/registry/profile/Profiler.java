package io.gearshift.registry.profile;

import io.gearshift.core.estimate.Profile;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.gear.CpuTimeEnergy;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.RunOutput;
import io.gearshift.registry.onnx.SampleInputs;
import java.util.ArrayList;
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

    private static final int WARM_UPS = 3;
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
    private final CpuTimeEnergy energy;
    private final @Nullable PowerMeter meter;

    /**
     * @param wattsPerCore for the energy model, used where {@code meter} cannot tell
     * @param meter null when the device has no power sensor
     */
    public Profiler(OrtRuntime runtime, double wattsPerCore, @Nullable PowerMeter meter) {
        this.runtime = runtime;
        this.energy = new CpuTimeEnergy(wattsPerCore);
        this.meter = meter;
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
        Load cold = load(job, sample);
        cold.session().close();
        if (isOver.getAsBoolean()) {
            return null;
        }
        Load warm = load(job, sample);
        try (OnnxSession session = warm.session()) {
            Runs runs = quietest(job, session, sample, isOver);
            return runs == null ? null : measurement(job, cold, warm, runs);
        }
    }

    /** A session after its warm-up. */
    private record Load(OnnxSession session, double ms, ProcessMemory growth) {}

    private Load load(Job job, List<Tensor> sample) throws OnnxException {
        ProcessMemory before = ProcessMemory.now();
        long start = System.nanoTime();
        OnnxSession session =
                runtime.load(job.variant().requireFile(), job.variant().sha256(), job.provider(), job.threads());
        double ms = (System.nanoTime() - start) / 1e6;
        try {
            for (int i = 0; i < WARM_UPS; i++) {
                runOnce(session, sample);
            }
            return new Load(session, ms, ProcessMemory.now().since(before));
        } catch (OnnxException | RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    private static void runOnce(OnnxSession session, List<Tensor> sample) throws OnnxException {
        RunOutput output = session.run(sample, List.of());
        output.close();
    }

    private record Runs(double[] sortedMs, double energyMj, boolean isEnergyMeasured) {

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
        double joules = meter == null ? Double.NaN : meter.joules();
        long mark = energy.mark();
        while (runs < MOST_RUNS && (runs < LEAST_RUNS || System.nanoTime() - begin < MOST_NANOS)) {
            if (isOver.getAsBoolean()) {
                return null;
            }
            long start = System.nanoTime();
            runOnce(session, sample);
            ms[runs++] = (System.nanoTime() - start) / 1e6;
        }
        double modelledMj = energy.energyMj(mark, job.threads()) / runs;
        double measuredMj = meter == null ? Double.NaN : (meter.joules() - joules) * 1000 / runs;
        double[] sorted = Arrays.copyOf(ms, runs);
        Arrays.sort(sorted);
        boolean isMeasured = measuredMj > 0;
        double known = isMeasured ? measuredMj : modelledMj >= 0 ? modelledMj : 0;
        return new Runs(sorted, known, isMeasured);
    }

    private static Measurement measurement(Job job, Load cold, Load warm, Runs runs) {
        List<String> notes = new ArrayList<>();
        // What the first load took and gave back the allocator may hand out again, so the second seems to need less.
        ProcessMemory growth = cold.growth().totalBytes() > warm.growth().totalBytes() ? cold.growth() : warm.growth();
        double memoryBytes = growth.totalBytes();
        if (memoryBytes < job.variant().bytes() / 4.0) {
            memoryBytes = AssumedProfile.of(job.variant(), job.threads()).memoryBytes();
            notes.add("memory assumed from the file's size: its growth was lost among others'");
        }
        if (!runs.isEnergyMeasured()) {
            notes.add("energy modelled: CPU time times watts per core");
        }
        double p50 = Math.max(1e-6, runs.percentileMs(0.5));
        double p95 = Math.max(p50, runs.percentileMs(0.95));
        Profile profile = new Profile(true, warm.ms(), p50, p95, memoryBytes, runs.energyMj(), runs.isEnergyMeasured());
        return new Measurement(
                profile, cold.ms(), growth.anonymousBytes(), runs.sortedMs().length, String.join("; ", notes));
    }
}
