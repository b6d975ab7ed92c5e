package io.gearshift.daemon.shell;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Profile;
import io.gearshift.daemon.config.Config;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.profile.DeviceFingerprint;
import io.gearshift.registry.profile.Job;
import io.gearshift.registry.profile.Measurement;
import io.gearshift.registry.profile.PowerMeter;
import io.gearshift.registry.profile.ProfileStore;
import io.gearshift.registry.profile.Profiler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each gear costs on this device: measured once, in the background, and kept; assumed until then. A newer look at the
 * registry ends the measuring of an older one.
 */
final class Measuring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Measuring.class);

    private final double wattsPerCore;
    private final Supplier<ProfileStore> open;
    private @Nullable ProfileStore opened;
    private final Profiler profiler;
    private final Progress progress;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Threads.background("profiler"));
    private volatile Count count = new Count(0, 0, "");
    private volatile int generation;

    private record Count(int done, int total, String current) {}

    /**
     * @param meter null when the device has no energy counter
     * @param progress told on the measuring thread
     */
    Measuring(
            Config.Sensors sensors, Path stateDir, OrtRuntime runtime, @Nullable PowerMeter meter, Progress progress) {
        this.wattsPerCore = sensors.wattsPerCore();
        this.open = () -> ProfileStore.open(stateDir, DeviceFingerprint.of(runtime.version()));
        this.profiler = new Profiler(runtime, sensors.wattsPerCore(), meter);
        this.progress = progress;
    }

    /** Opened when the first model asks: the device's fingerprint needs the native runtime. */
    private synchronized ProfileStore store() {
        if (opened == null) {
            opened = open.get();
        }
        return opened;
    }

    /** Measured if it is known, else assumed. */
    Profile profile(Variant variant, String gear) {
        return store().profile(variant, gear, wattsPerCore);
    }

    /**
     * Measures, behind the caller's back, every local gear that has no profile yet.
     *
     * @param specs of the same models
     * @param onModel called when all gears of a model are measured, on the measuring thread
     */
    synchronized void start(SortedMap<String, Manifest> models, List<ModelSpec> specs, Runnable onModel) {
        int mine = ++generation;
        List<Job> jobs = new ArrayList<>();
        specs.forEach(spec -> spec.gears().forEach(gear -> add(jobs, models.get(spec.name()), gear)));
        Count before = count;
        boolean isNothing = jobs.isEmpty();
        count = isNothing
                ? new Count(before.total(), before.total(), "")
                : new Count(0, jobs.size(), name(jobs.get(0)));
        if (isNothing) {
            return;
        }
        try {
            thread.execute(() -> profiler.run(jobs, new Kept(jobs, onModel), () -> generation != mine));
        } catch (RejectedExecutionException e) {
            LOG.debug("measuring: closed");
        }
    }

    private void add(List<Job> jobs, @Nullable Manifest manifest, GearSpec gear) {
        if (manifest != null) {
            Job.of(manifest, gear.gear()).filter(job -> !isMeasured(job)).ifPresent(jobs::add);
        }
    }

    private boolean isMeasured(Job job) {
        return store().find(job.variant().sha256(), job.provider(), job.threads())
                .isPresent();
    }

    private static String name(Job job) {
        return job.manifest().name() + "/" + job.gear();
    }

    /** Keeps each result and counts. */
    private final class Kept implements io.gearshift.registry.profile.Progress {
        private final List<Job> jobs;
        private final Runnable onModel;

        Kept(List<Job> jobs, Runnable onModel) {
            this.jobs = jobs;
            this.onModel = onModel;
            progress.show(0, jobs.size(), name(jobs.get(0)));
        }

        @Override
        public void onMeasured(Job job, Measurement measurement, int done, int total) {
            store().put(job.variant().sha256(), job.provider(), job.threads(), measurement);
            ended(job, done, total);
        }

        @Override
        public void onFailed(Job job, String problem, int done, int total) {
            ended(job, done, total);
        }

        private void ended(Job job, int done, int total) {
            String next = done < total ? name(jobs.get(done)) : "";
            boolean isModelDone = done == total
                    || !jobs.get(done).manifest().name().equals(job.manifest().name());
            if (isModelDone) {
                onModel.run();
            }
            count = new Count(done, total, next);
            progress.show(done, total, next);
        }
    }

    Map<String, Object> view() {
        Count now = count;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("done", now.done());
        json.put("total", now.total());
        json.put("current", now.current().isEmpty() ? null : now.current());
        return json;
    }

    @Override
    public void close() {
        generation++;
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("measuring: one inference does not end; left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
