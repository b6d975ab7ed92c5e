package io.gearshift.daemon.shell;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.daemon.config.Config;
import io.gearshift.registry.catalog.Catalog;
import io.gearshift.registry.catalog.Gears;
import io.gearshift.registry.catalog.Scan;
import io.gearshift.registry.gear.GearServer;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Problem;
import io.gearshift.registry.onnx.OrtRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry's side of the shell: looks for models that came, changed or went, has new gears measured, and tells the
 * loop. On a thread of its own, because digests of large files take time.
 */
final class Registrar implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

    /** A copied model shows up about this soon. One look is a handful of file attributes. */
    private static final long LOOK_SECONDS = 2;

    private final Config.Models settings;
    private final OrtRuntime runtime;
    private final Catalog catalog;
    private final GearServer gears;
    private final Measuring measuring;
    private final LoopRunner loop;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Threads.background("registry"));
    private final Set<Problem> told = new HashSet<>();
    private volatile SortedMap<String, Manifest> models = new TreeMap<>();
    private volatile List<Problem> problems = List.of();
    private boolean hasLooked;

    /** @param proofs file that remembers which model files were found good */
    Registrar(
            Config.Models settings,
            Path proofs,
            OrtRuntime runtime,
            GearServer gears,
            Measuring measuring,
            LoopRunner loop) {
        this.settings = settings;
        this.runtime = runtime;
        this.catalog = new Catalog(settings.dir(), runtime, proofs);
        this.gears = gears;
        this.measuring = measuring;
        this.loop = loop;
    }

    void start() {
        thread.execute(this::look);
        if (settings.watch()) {
            thread.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void look() {
        try {
            Scan scan = catalog.scan();
            problems = List.copyOf(scan.problems());
            tell(scan.problems());
            if (scan.isChanged() || !hasLooked) {
                hasLooked = true;
                models = new TreeMap<>(scan.models());
                gears.update(models);
                List<ModelSpec> specs = specs();
                publish(specs);
                measuring.start(models, specs, () -> publish(specs()));
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.error("registry {}: {}", settings.dir(), e.toString(), e);
        }
    }

    /** Each problem once, and again when it comes back. */
    private void tell(List<Problem> now) {
        for (Problem problem : now) {
            if (told.add(problem)) {
                LOG.warn("registry: {}{}", problem, problem.hint().isEmpty() ? "" : " (" + problem.hint() + ")");
            }
        }
        told.retainAll(now);
    }

    /** Any thread. */
    private void publish(List<ModelSpec> specs) {
        loop.submit(at -> new LoopEvent.CatalogChanged(at, specs));
    }

    private List<ModelSpec> specs() {
        List<ModelSpec> specs = new ArrayList<>();
        for (Manifest manifest : models.values()) {
            specs.add(Gears.spec(manifest, runtime.providers(), settings.threads(), measuring::profile));
        }
        return specs;
    }

    List<Problem> problems() {
        return problems;
    }

    SortedMap<String, Manifest> models() {
        return models;
    }

    @Override
    public void close() {
        measuring.close();
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("registry: a look at {} does not end; left behind", settings.dir());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
