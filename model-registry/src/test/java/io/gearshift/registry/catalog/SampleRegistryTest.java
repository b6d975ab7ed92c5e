package io.gearshift.registry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Problem;
import io.gearshift.registry.manifest.Tolerance;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.RunOutput;
import io.gearshift.registry.onnx.SampleInputs;
import io.gearshift.registry.onnx.TestModels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The registry that comes with the project is good, and its figures hold. */
class SampleRegistryTest {

    private static final OrtRuntime RUNTIME = OrtRuntime.open(null);
    private static final Scan SCAN = new Catalog(TestModels.samples(), RUNTIME).scan();

    @TempDir
    Path prepacked;

    private static Manifest model(String name) {
        // The build lays the language model out, as it is too large for the repository.
        Assumptions.assumeTrue(
                !name.equals("minilm") || Files.exists(TestModels.samples().resolve("minilm/int8.onnx")));
        return SCAN.models().get(name);
    }

    @Test
    void scan_samples_findsNothingWrong() {
        model("minilm");
        assertThat(SCAN.problems()).extracting(Problem::toString).isEmpty();
        assertThat(SCAN.models().keySet()).containsExactly("commands", "fashion", "minilm");
    }

    @Test
    void signature_ofEachSample_isWhatItsReadmeSays() {
        assertThat(model("fashion").inputs())
                .containsExactly(new TensorSpec("image", DataType.FP32, List.of(-1L, 1L, 28L, 28L)));
        assertThat(model("fashion").outputs())
                .containsExactly(new TensorSpec("scores", DataType.FP32, List.of(-1L, 10L)));
        assertThat(model("commands").inputs())
                .containsExactly(new TensorSpec("audio", DataType.FP32, List.of(-1L, 16000L)));
        assertThat(model("commands").outputs())
                .containsExactly(new TensorSpec("scores", DataType.FP32, List.of(-1L, 12L)));
        assertThat(model("minilm").signature().inputs())
                .extracting(TensorSpec::name)
                .containsExactly("input_ids", "attention_mask", "token_type_ids");
        assertThat(model("minilm").outputs())
                .containsExactly(new TensorSpec("last_hidden_state", DataType.FP32, List.of(-1L, -1L, 384L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fashion", "commands", "minilm"})
    void variants_onSampleInputs_agreeWithinTheStatedTolerance(String name) throws Exception {
        Manifest manifest = model(name);
        assertThat(manifest.tolerance().metric()).isEqualTo(Tolerance.Metric.COSINE);
        for (Variant variant : manifest.variants()) {
            for (long seed = 1; seed <= 3; seed++) {
                double cosine = cosine(
                        answer(RUNTIME, manifest, manifest.reference(), seed),
                        answer(RUNTIME, manifest, variant, seed));
                assertThat(cosine)
                        .as(variant.name())
                        .isGreaterThanOrEqualTo(manifest.tolerance().value());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fashion", "commands", "minilm"})
    void variants_prepacked_answerBitForBitAsPlain(String name) throws Exception {
        Manifest manifest = model(name);
        OrtRuntime cached = OrtRuntime.open(prepacked);
        for (Variant variant : manifest.variants()) {
            float[] plain = answer(RUNTIME, manifest, variant, 5);
            assertThat(answer(cached, manifest, variant, 5)).isEqualTo(plain);
            assertThat(answer(cached, manifest, variant, 5)).isEqualTo(plain);
        }
    }

    private static float[] answer(OrtRuntime runtime, Manifest manifest, Variant variant, long seed) throws Exception {
        List<Tensor> inputs = SampleInputs.of(manifest, seed);
        try (OnnxSession session = runtime.load(variant.requireFile(), variant.sha256(), "cpu", 1);
                RunOutput output = session.run(inputs, List.of())) {
            ByteBuffer data = output.outputs().get(0).data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
            float[] values = new float[data.remaining() / Float.BYTES];
            data.asFloatBuffer().get(values);
            return values;
        }
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb);
    }
}
