package io.gearshift.daemon.shell;

import io.gearshift.daemon.config.Config;
import io.gearshift.registry.gear.CpuTimeEnergy;
import io.gearshift.registry.gear.GearServer;
import io.gearshift.registry.gear.ObservationCollector;
import io.gearshift.registry.onnx.OrtRuntime;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What answers requests, with the gear that is in force. */
record ServingParts(
        OrtRuntime runtime, ExecutorService workers, Links links, GearServer gears, ObservationCollector observations) {

    private static final Logger LOG = LoggerFactory.getLogger(ServingParts.class);

    /** Loading a model takes a core; two at a time keep a third model waiting for at most one load. */
    private static final int SWAPS = 2;

    static ServingParts open(Common common) throws IOException {
        Config config = common.config();
        Parts parts = common.parts();
        OrtRuntime runtime = parts.add(
                OrtRuntime.open(config.models().prepack() ? common.state().resolve("prepacked") : null),
                OrtRuntime::close);
        if (hasEntries(config.models().dir())) {
            Threads.start(() -> loadNative(runtime)); // beside the rest
        }
        ObservationCollector observations = new ObservationCollector();
        ExecutorService workers = parts.add(
                Executors.newFixedThreadPool(config.serving().workers(), Threads.named("worker")), "a worker");
        Links links = new Links(common.vertx(), config.offload());
        ExecutorService swapping = parts.add(Executors.newFixedThreadPool(SWAPS, Threads.named("swap")), "a swap");
        GearServer gears = parts.add(
                new GearServer(
                        runtime,
                        links.endpoints(),
                        common.meters(),
                        links,
                        observations,
                        new CpuTimeEnergy(config.sensors().wattsPerCore()),
                        swapping,
                        workers),
                GearServer::close);
        parts.add(links, Links::close);
        return new ServingParts(runtime, workers, links, gears, observations);
    }

    private static void loadNative(OrtRuntime runtime) {
        try {
            LOG.debug("ONNX Runtime {}", runtime.version());
        } catch (LinkageError e) {
            LOG.error("ONNX Runtime does not load here, no model can be served", e);
        }
    }

    private static boolean hasEntries(Path dir) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir)) {
            return entries.iterator().hasNext();
        } catch (IOException e) {
            return false; // the registry will say what is wrong with it
        }
    }
}
