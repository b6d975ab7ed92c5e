package io.gearshift.daemon.process;

import io.gearshift.core.serve.Tensor;
import io.gearshift.daemon.demo.client.OipClient.Answer;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.ManifestReader;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.RunOutput;
import io.gearshift.registry.onnx.SampleInputs;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each variant says to one question per model, computed here, without the daemon. */
final class TestingAnswers {

    /** Kernels may add in another order in prepacked form; far below what tells two variants apart. */
    private static final float ROUNDING = 1e-4f;

    private final Map<String, List<Tensor>> inputs = new LinkedHashMap<>();
    private final Map<String, Map<String, float[]>> outputs = new HashMap<>();

    TestingAnswers(Path models, String... names) throws Exception {
        try (OrtRuntime runtime = OrtRuntime.open(null)) {
            for (String name : names) {
                Manifest manifest = new ManifestReader().read(models.resolve(name));
                List<Tensor> question = SampleInputs.of(manifest, 7);
                inputs.put(name, question);
                Map<String, float[]> answers = new HashMap<>();
                for (Variant variant : manifest.variants()) {
                    if (variant.isLocal()) {
                        answers.put(variant.name(), run(runtime, manifest, variant, question));
                    }
                }
                outputs.put(name, answers);
            }
        }
    }

    private static float[] run(OrtRuntime runtime, Manifest manifest, Variant variant, List<Tensor> question)
            throws Exception {
        List<String> wanted =
                manifest.outputs().stream().map(spec -> spec.name()).toList();
        try (OnnxSession session = runtime.load(variant.file(), variant.sha256(), "cpu", 1)) {
            RunOutput output = session.run(question, wanted);
            float[] values = floats(output.outputs().get(0));
            output.release().run();
            return values;
        }
    }

    Map<String, List<Tensor>> inputs() {
        return inputs;
    }

    /** Judges by the variant that the reply names. */
    String problem(String model, Answer answer) {
        return problem(model, answer, answer.variant());
    }

    String problem(String model, Answer answer, String variant) {
        float[] expected = outputs.get(model).get(variant);
        if (expected == null) {
            return "variant " + variant + " (expected: one of "
                    + outputs.get(model).keySet() + ")";
        }
        if (answer.outputs().isEmpty()) {
            return "no outputs";
        }
        float[] values = floats(answer.outputs().get(0));
        if (values.length != expected.length) {
            return values.length + " values (expected: " + expected.length + ")";
        }
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i] - expected[i]) <= ROUNDING * Math.max(1, Math.abs(expected[i])))) {
                return variant + " [" + i + "]: " + values[i] + " (expected: " + expected[i] + ")";
            }
        }
        return "";
    }

    /** How far apart the answers of two variants are; a test that compares them must be able to tell. */
    float distance(String model, String one, String other) {
        float[] a = outputs.get(model).get(one);
        float[] b = outputs.get(model).get(other);
        float most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }

    private static float[] floats(Tensor tensor) {
        FloatBuffer data =
                tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] values = new float[data.remaining()];
        data.get(values);
        return values;
    }
}
