package io.gearshift.benchmarks;

import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.ManifestReader;
import io.gearshift.registry.onnx.SampleInputs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The slowest answers while gears change and while they do not. Clients ask without a pause; stretches with and without
 * swaps take turns. The two gears are the same model file under two names, so nothing but the swaps differs.
 */
final class SwapTail implements Subject {

    private static final String MODEL = "fashion";
    private static final List<String> GEARS = List.of("full@cpu:1", "twin@cpu:1");
    private static final long STRETCH_MS = 1000;
    /** A busy day has a few swaps a minute; this has ten a second. */
    private static final long BETWEEN_SWAPS_MS = 100;

    private int turn;

    @Override
    public List<Figure> measure(Settings settings) throws Exception {
        Manifest manifest = new ManifestReader().read(twins(settings));
        List<Figure> figures = new ArrayList<>();
        try (LocalServer server = new LocalServer(settings.work("prepacked"), List.of(manifest))) {
            for (int clients : new int[] {2, 8}) {
                for (boolean isCold : new boolean[] {false, true}) {
                    figures.addAll(of(server, manifest, clients, isCold, settings.rounds(16)));
                }
            }
        }
        return figures;
    }

    /** The sample model with a second variant that is a copy of the first. */
    private static Path twins(Settings settings) throws Exception {
        Path from = settings.models().resolve(MODEL);
        Path folder = Files.createDirectories(settings.work("twins").resolve(MODEL));
        Files.copy(from.resolve("full.onnx"), folder.resolve("full.onnx"), StandardCopyOption.REPLACE_EXISTING);
        String yaml = Files.readString(from.resolve("model.yaml"));
        int variants = yaml.indexOf("variants:\n");
        int second = yaml.indexOf("\n  - ", variants + 15);
        String head = yaml.substring(0, second < 0 ? yaml.length() : second);
        String full = head.substring(head.indexOf("\n  - ", variants));
        Files.writeString(folder.resolve("model.yaml"), head + full.replace("name: full", "name: twin") + "\n");
        return folder;
    }

    private List<Figure> of(LocalServer server, Manifest manifest, int clients, boolean isCold, int rounds)
            throws Exception {
        InferenceRequest request = LocalServer.request(MODEL, SampleInputs.of(manifest, 1));
        List<String> keep = isCold ? List.of() : GEARS;
        server.shift(MODEL, GEARS.get(++turn % 2), keep);
        server.shift(MODEL, GEARS.get(++turn % 2), keep);
        Times steady = new Times();
        Times swapping = new Times();
        List<Double> ratios = new ArrayList<>();
        int swaps = 0;
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        try {
            stretch(pool, clients, server, request, 0, keep);
            for (int i = 0; i < rounds; i++) {
                boolean isSteadyFirst = i % 2 == 0;
                Stretch one = stretch(pool, clients, server, request, isSteadyFirst ? 0 : BETWEEN_SWAPS_MS, keep);
                Stretch two = stretch(pool, clients, server, request, isSteadyFirst ? BETWEEN_SWAPS_MS : 0, keep);
                Stretch still = isSteadyFirst ? one : two;
                Stretch moving = isSteadyFirst ? two : one;
                steady.add(still.times);
                swapping.add(moving.times);
                ratios.add(moving.times.at(99) / still.times.at(99));
                swaps += moving.swaps;
            }
        } finally {
            pool.shutdown();
        }
        String name = clients + " clients, " + (isCold ? "cold" : "resident") + " swaps (" + swaps + "), ";
        return List.of(
                Figure.ratio(name + "p99", Times.median(ratios) * steady.at(99), "µs", steady.at(99), "steady", 1.1),
                Figure.info(name + "p50", swapping.p50(), "µs").over(steady.p50(), "steady"));
    }

    private record Stretch(Times times, int swaps) {}

    /** @param everyMs between swaps; 0: none */
    private Stretch stretch(
            ExecutorService pool,
            int clients,
            LocalServer server,
            InferenceRequest request,
            long everyMs,
            List<String> keep)
            throws Exception {
        long end = System.nanoTime() + STRETCH_MS * 1_000_000;
        Callable<Times> client = () -> {
            Times times = new Times();
            while (System.nanoTime() < end) {
                times.time(() -> server.ask(request));
            }
            return times;
        };
        List<Future<Times>> running = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            running.add(pool.submit(client));
        }
        int swaps = 0;
        while (everyMs > 0 && System.nanoTime() < end - everyMs * 1_000_000) {
            Thread.sleep(everyMs);
            server.shift(MODEL, GEARS.get(++turn % 2), keep);
            swaps++;
        }
        Times all = new Times();
        for (Future<Times> one : running) {
            all.add(one.get());
        }
        return new Stretch(all, swaps);
    }
}
