package io.gearshift.daemon.demo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.RunOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pre-processing, the real models and post-processing together are right as often as the models' descriptions say. */
class SampleAnswersTest {

    private static final Path MODELS = Path.of("../samples/models");
    private static final Path DATA = Path.of("../samples/data");

    @ParameterizedTest
    @CsvSource({
        "fashion, full, 300, 0.92",
        "fashion, pruned, 300, 0.91",
        "commands, full, 60, 0.95",
        "commands, pruned, 60, 0.95",
        "minilm, full, 50, 0.99",
        "minilm, int8, 50, 0.99"
    })
    void answers_ofTheSampleModels_areRight(String model, String variant, int count, double least) throws Exception {
        Path file = MODELS.resolve(model).resolve(variant + ".onnx");
        assumeTrue(Files.exists(file), "the build of samples/ lays it out");
        Samples samples = samples(model);
        try (OrtRuntime runtime = OrtRuntime.open(null)) {
            if (model.equals("minilm")) {
                ask(runtime, MODELS.resolve("minilm/full.onnx"), samples, count, samples::learn);
            }
            int[] right = {0};
            ask(runtime, file, samples, count, (i, outputs) -> right[0] += samples.isRight(i, outputs) ? 1 : 0);

            assertThat((double) right[0] / count).isGreaterThanOrEqualTo(least);
        }
    }

    private static Samples samples(String model) throws Exception {
        return switch (model) {
            case "fashion" -> LabelledSamples.fashion(DATA.resolve("fashion"));
            case "commands" -> LabelledSamples.commands(DATA.resolve("commands"));
            default ->
                SentenceSamples.of(DATA.resolve("minilm/sentences.txt"), MODELS.resolve("minilm/tokenizer.json"));
        };
    }

    private interface Use {
        void take(int index, List<Tensor> outputs);
    }

    private static void ask(OrtRuntime runtime, Path file, Samples samples, int count, Use use) throws Exception {
        try (OnnxSession session = runtime.load(file, "", "cpu", 1)) {
            List<String> outputs =
                    session.outputs().stream().map(output -> output.name()).toList();
            for (int i = 0; i < count; i++) {
                RunOutput answer = session.run(samples.inputs(i), outputs);
                use.take(i, answer.outputs());
                answer.release().run();
            }
        }
    }
}
