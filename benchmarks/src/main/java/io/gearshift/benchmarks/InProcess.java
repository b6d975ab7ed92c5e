package io.gearshift.benchmarks;

import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.ManifestReader;
import io.gearshift.registry.onnx.SampleInputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Serving in process against the runtime alone, reading the output in both. The two take turns in short blocks, and the
 * ratio is the median of the blocks' ratios of medians, so what else the machine does hits both.
 */
final class InProcess implements Subject {

    private static final int BLOCK = 40;

    @Override
    public List<Figure> measure(Settings settings) throws Exception {
        List<Figure> figures = new ArrayList<>();
        figures.addAll(of("fashion", settings.times(500), settings));
        figures.addAll(of("minilm", settings.times(40), settings));
        return figures;
    }

    private static List<Figure> of(String model, int blocks, Settings settings) throws Exception {
        Manifest manifest = new ManifestReader().read(settings.models().resolve(model));
        Path file = manifest.reference().requireFile();
        List<Tensor> inputs = SampleInputs.of(manifest, 1);
        InferenceRequest request = LocalServer.request(model, inputs);
        try (LocalServer server = new LocalServer(settings.work("prepacked"), List.of(manifest));
                RawSession raw = RawSession.open(file)) {
            server.shift(model, manifest.reference().name() + "@cpu:1", List.of());
            if (Math.abs(server.ask(request) - raw.run(inputs)) > 0.01) {
                throw new IllegalStateException(model + ": the two give different answers");
            }
            List<Double> served = new ArrayList<>();
            List<Double> plain = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            for (int i = -blocks / 4; i < blocks; i++) {
                Times a = new Times();
                Times b = new Times();
                boolean isServerFirst = i % 2 == 0;
                for (int n = 0; n < BLOCK; n++) {
                    if (isServerFirst == (n % 2 == 0)) {
                        a.time(() -> server.ask(request));
                        b.time(() -> raw.run(inputs));
                    } else {
                        b.time(() -> raw.run(inputs));
                        a.time(() -> server.ask(request));
                    }
                }
                if (i >= 0) {
                    served.add(a.p50());
                    plain.add(b.p50());
                    ratios.add(a.p50() / b.p50());
                }
            }
            double base = Times.median(plain);
            Figure figure = Figure.ratio(
                    model + ": answer in process, p50",
                    Times.median(ratios) * base,
                    "µs",
                    base,
                    "OrtSession.run",
                    1.02);
            return List.of(figure);
        }
    }
}
