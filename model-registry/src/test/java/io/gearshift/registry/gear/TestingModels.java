package io.gearshift.registry.gear;

import io.gearshift.core.policy.Precision;
import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.manifest.Accuracy;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Tolerance;
import io.gearshift.registry.manifest.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Manifests of real and tiny models, and requests to them. */
public final class TestingModels {

    private static final Path FASHION =
            Path.of("..", "samples", "models", "fashion").toAbsolutePath();

    private TestingModels() {}

    /** The sample model: {@code full} and {@code pruned}. */
    public static Manifest fashion() {
        return manifest(
                "fashion",
                FASHION,
                List.of(new TensorSpec("image", DataType.FP32, List.of(-1L, 1L, 28L, 28L))),
                List.of(new TensorSpec("scores", DataType.FP32, List.of(-1L, 10L))),
                Map.of("image", List.of(1L, 1L, 28L, 28L)),
                List.of(
                        local("full", FASHION.resolve("full.onnx"), 0.9372),
                        local("pruned", FASHION.resolve("pruned.onnx"), 0.9301)));
    }

    /** Input {@code x}, output {@code y}, FP32 [N,4]. */
    static Manifest tiny(Path folder, Variant... variants) {
        return manifest(
                "tiny",
                folder,
                List.of(new TensorSpec("x", DataType.FP32, List.of(-1L, 4L))),
                List.of(new TensorSpec("y", DataType.FP32, List.of(-1L, 4L))),
                Map.of("x", List.of(2L, 4L)),
                List.of(variants));
    }

    /** The same with another name of its input. */
    static Manifest renamed(Manifest of, String input) {
        return manifest(
                of.name(),
                of.folder(),
                List.of(new TensorSpec(input, DataType.FP32, of.inputs().get(0).shape())),
                of.outputs(),
                Map.of(input, List.of(2L, 4L)),
                of.variants());
    }

    private static Manifest manifest(
            String name,
            Path folder,
            List<TensorSpec> inputs,
            List<TensorSpec> outputs,
            Map<String, List<Long>> sampleShapes,
            List<Variant> variants) {
        return new Manifest(
                name,
                folder,
                "test",
                "",
                50,
                null,
                null,
                inputs,
                Map.of(),
                outputs,
                new Accuracy("top-1", "test", 1),
                Tolerance.DEFAULT,
                sampleShapes,
                variants,
                List.of());
    }

    static Variant local(String name, Path file, double accuracy) {
        return new Variant(name, Precision.FP32, accuracy, file, sha256(file), "", "", "", "");
    }

    static Variant cloud(String name, String endpoint, double accuracy) {
        return new Variant(name, Precision.FP32, accuracy, null, "", endpoint, "", "", "");
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static InferenceRequest ask(String model, Tensor... inputs) {
        return new InferenceRequest(model, "", List.of(inputs), List.of(), null, null, false);
    }

    static InferenceRequest ask(
            String model,
            @Nullable Double latencyMs,
            @Nullable Double minAccuracy,
            boolean isPrivate,
            Tensor... inputs) {
        return new InferenceRequest(model, "", List.of(inputs), List.of(), latencyMs, minAccuracy, isPrivate);
    }

    static Tensor floats(String name, long[] shape, float... values) {
        ByteBuffer data = ByteBuffer.allocateDirect(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            data.putFloat(value);
        }
        return new Tensor(name, DataType.FP32, shape, data.flip());
    }

    static Tensor x(float... values) {
        return floats("x", new long[] {values.length / 4, 4}, values);
    }

    static Tensor image(long seed) {
        Random random = new Random(seed);
        float[] pixels = new float[784];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat();
        }
        return floats("image", new long[] {1, 1, 28, 28}, pixels);
    }

    static float[] floats(Tensor tensor) {
        float[] values = new float[tensor.data().remaining() / 4];
        tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
