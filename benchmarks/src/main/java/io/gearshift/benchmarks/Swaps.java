package io.gearshift.benchmarks;

import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.ManifestReader;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.SampleInputs;
import java.util.ArrayList;
import java.util.List;

/** A swap to a gear that is resident and to one that is not, per sample model; against making the session oneself. */
final class Swaps implements Subject {

    private static final List<String> MODELS = List.of("fashion", "commands", "minilm");

    @Override
    public List<Figure> measure(Settings settings) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (String model : MODELS) {
            Manifest manifest = new ManifestReader().read(settings.models().resolve(model));
            List<Tensor> inputs = SampleInputs.of(manifest, 1);
            try (LocalServer server = new LocalServer(settings.work("prepacked"), List.of(manifest))) {
                figures.addAll(resident(server, manifest, inputs, settings.times(200)));
                for (Variant variant : manifest.variants()) {
                    figures.addAll(cold(server, manifest, variant, inputs, settings.rounds(25)));
                }
            }
        }
        return figures;
    }

    /** From the plan to the last byte of the first answer by the new gear, less what an answer of that gear takes. */
    private static List<Figure> resident(LocalServer server, Manifest manifest, List<Tensor> inputs, int times)
            throws Exception {
        String one = gear(manifest.variants().get(0));
        String other = gear(manifest.variants().get(1));
        InferenceRequest request = LocalServer.request(manifest.name(), inputs);
        server.shift(manifest.name(), other, List.of(one));
        server.shift(manifest.name(), one, List.of(other));
        List<Double> whole = new ArrayList<>();
        List<Double> extra = new ArrayList<>();
        for (int i = -times / 4; i < times; i++) {
            String to = i % 2 == 0 ? other : one;
            String keep = i % 2 == 0 ? one : other;
            long start = System.nanoTime();
            server.shift(manifest.name(), to, List.of(keep));
            server.askOf(request, to);
            long first = System.nanoTime();
            server.askOf(request, to);
            long second = System.nanoTime();
            if (i >= 0) {
                whole.add((first - start) / 1e6);
                extra.add((first - start - (second - first)) / 1e6);
            }
        }
        double steady = Times.median(whole) - Times.median(extra);
        return List.of(Figure.extra(
                manifest.name() + ": resident swap, plan to first reply",
                Times.median(whole),
                "ms",
                steady,
                "a reply",
                1));
    }

    private static List<Figure> cold(
            LocalServer server, Manifest manifest, Variant variant, List<Tensor> inputs, int times) throws Exception {
        String name = manifest.name() + "/" + variant.name();
        String to = gear(variant);
        String away = manifest.variants().stream()
                .map(Swaps::gear)
                .filter(gear -> !gear.equals(to))
                .findFirst()
                .orElseThrow();
        InferenceRequest request = LocalServer.request(manifest.name(), inputs);
        server.shift(manifest.name(), to, List.of()); // writes the prepacked weights
        List<Double> raw = new ArrayList<>();
        List<Double> ready = new ArrayList<>();
        List<Double> load = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        for (int i = -1; i < times; i++) {
            server.shift(manifest.name(), away, List.of());
            awaitGone(server, manifest.name(), to);
            long start = System.nanoTime();
            RawSession session = RawSession.open(variant.requireFile());
            long made = System.nanoTime();
            session.run(inputs);
            long ran = System.nanoTime();
            session.close();
            long begin = System.nanoTime();
            SwapResult result = server.shift(manifest.name(), to, List.of());
            server.askOf(request, to);
            long end = System.nanoTime();
            if (i >= 0) {
                raw.add((made - start) / 1e6);
                ready.add((ran - start) / 1e6);
                load.add(result.phaseMs().getOrDefault(SwapPhase.LOAD, Double.NaN));
                whole.add((end - begin) / 1e6);
            }
        }
        return List.of(
                Figure.ratio(
                        name + ": cold swap, load", Times.median(load), "ms", Times.median(raw), "createSession", 0.2),
                Figure.info(name + ": cold swap, plan to first reply", Times.median(whole), "ms")
                        .over(Times.median(ready), "createSession + run"));
    }

    private static void awaitGone(LocalServer server, String model, String gear) throws InterruptedException {
        while (server.isResident(model, gear)) {
            Thread.sleep(1);
        }
        Thread.sleep(5); // its session closes behind the swap
    }

    private static String gear(Variant variant) {
        return variant.name() + "@cpu:1";
    }
}
