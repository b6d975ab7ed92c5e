package io.gearshift.registry.derive;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.registry.catalog.Catalog;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.derive.graph.TestingModel;
import io.gearshift.registry.derive.prune.Pattern;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.ManifestReader;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.TestModels;
import io.gearshift.registry.samples.TestingArrays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way of deriving, on shapes of networks that no sample model has. Their channels repeat each other, as trained ones do. */
class UnseenModelsTest {

    private static final int SAMPLES = 64;

    @TempDir
    private Path dir;

    private final OrtRuntime runtime = OrtRuntime.open(null);

    private enum Way {
        INT8(3, 0.99, null, Request.Method.STATIC),
        PRUNED(1.15, 0.9, Pruning.channels(0.2), null),
        PRUNED_INT8(3.4, 0.9, Pruning.channels(0.2), Request.Method.STATIC),
        SPARSE(0.99, 0.9, new Pruning(0.3, Pattern.UNSTRUCTURED), null),
        TWO_OF_FOUR(0.99, 0.8, new Pruning(0.5, Pattern.TWO_OF_FOUR), null),
        FP16(1.8, 0.99999, null, Request.Method.FP16);

        private final double smaller;
        private final double cosine;
        private final @Nullable Pruning pruning;
        private final Request.@Nullable Method method;

        Way(double smaller, double cosine, @Nullable Pruning pruning, Request.@Nullable Method method) {
            this.smaller = smaller;
            this.cosine = cosine;
            this.pruning = pruning;
            this.method = method;
        }
    }

    static Stream<Arguments> everything() {
        return Stream.of("residual", "depthwise", "grouped", "concatenating", "squeeze-excite", "transformer")
                .flatMap(model -> Arrays.stream(Way.values()).map(way -> Arguments.of(model, way)));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void variant_ofAnUnseenModel_isValidCloseAndSmaller(String name, Way way) throws Exception {
        Path folder = Files.createDirectories(dir.resolve("models/" + name));
        ModelProto model = model(name);
        OnnxFile.write(model, folder.resolve("full.onnx"));
        List<Long> shape = name.equals("transformer") ? List.of(-1L, 16L, 64L) : List.of(-1L, 3L, 12L, 12L);
        List<Long> answer = name.equals("transformer") ? List.of(-1L, 16L, 64L) : List.of(-1L, 10L);
        Files.writeString(folder.resolve("model.yaml"), """
                task: test
                inputs: [{name: x, type: FP32, shape: %s}]
                outputs: [{name: y, type: FP32, shape: %s}]
                accuracy: {metric: top-1, dataset: noise, n: 1}
                tolerance: {metric: cosine, value: -1}
                variants: [{name: full, file: full.onnx, sha256: %s, precision: FP32, accuracy: 1}]
                """.formatted(
                        shape, answer, TestModels.sha256(folder.resolve("full.onnx"))));
        Manifest manifest = new ManifestReader().read(folder);
        Request request = new Request(
                manifest,
                manifest.variants().get(0),
                "derived",
                way.pruning,
                way.method,
                TestingArrays.smooth(dir, "x", SAMPLES, shape),
                null,
                null,
                null,
                "gearshift test");

        Derived derived = new Deriver(runtime, 4).derive(request, TestingRuns.QUIET);

        assertThat(derived.compression()).isGreaterThan(way.smaller);
        assertThat(derived.agreement().meanCosine()).as(derived.how()).isGreaterThan(way.cosine);
        assertThat(new Catalog(dir.resolve("models"), runtime).scan().problems())
                .isEmpty();
    }

    private static ModelProto model(String name) {
        Net net = new Net();
        return switch (name) {
            case "residual" ->
                net.conv("x", "a", 3, 64, 1).relu("a").block("a_r", 64, 1).head("b", 64);
            case "depthwise" ->
                net.conv("x", "a", 3, 64, 1)
                        .hardSwish("a")
                        .conv("a_h", "d", 64, 64, 64)
                        .hardSwish("d")
                        .conv("d_h", "b", 64, 64, 1)
                        .head("b", 64);
            case "grouped" ->
                net.conv("x", "a", 3, 64, 1).relu("a").block("a_r", 64, 4).head("b", 64);
            case "concatenating" ->
                net.conv("x", "p", 3, 32, 1)
                        .conv("x", "q", 3, 32, 1)
                        .join()
                        .relu("a")
                        .conv("a_r", "b", 64, 64, 1)
                        .head("b", 64);
            case "squeeze-excite" ->
                net.conv("x", "a", 3, 64, 1).relu("a").excite(64).head("b", 64);
            default -> net.transformer();
        };
    }

    /** Builds the networks; names of values are those of their operators. */
    private static final class Net {
        private final TestingModel model = new TestingModel();
        private final SplittableRandom random = new SplittableRandom(5);

        /** Outputs are mixtures of a third as many filters, and a little of their own. */
        private void weights(String name, int outs, int... rest) {
            int width = Arrays.stream(rest).reduce(1, (a, b) -> a * b);
            int few = Math.max(2, outs / 3);
            double[] filters =
                    random.doubles((long) few * width).map(v -> v - 0.5).toArray();
            float[] values = new float[outs * width];
            double scale = 3.5 / Math.sqrt(width);
            for (int out = 0; out < outs; out++) {
                double own = 0.7 + random.nextDouble();
                for (int i = 0; i < width; i++) {
                    double value = filters[out % few * width + i] * own + 0.1 * (random.nextDouble() - 0.5);
                    values[out * width + i] = (float) (value * scale);
                }
            }
            long[] shape = new long[rest.length + 1];
            shape[0] = outs;
            for (int i = 0; i < rest.length; i++) {
                shape[i + 1] = rest[i];
            }
            model.constant(name, values, shape);
        }

        Net conv(String from, String to, int ins, int outs, int group) {
            weights(to + "_w", outs, ins / group, 3, 3);
            model.constant(to + "_c", new float[outs], outs);
            model.node(
                    "Conv",
                    from + " " + to + "_w " + to + "_c",
                    to,
                    Nodes.attribute("pads", List.of(1L, 1L, 1L, 1L)),
                    Nodes.attribute("group", group));
            return this;
        }

        Net relu(String value) {
            model.node("Relu", value, value + "_r");
            return this;
        }

        Net hardSwish(String value) {
            model.constant(value + "_three", new float[] {3}).constant(value + "_sixth", new float[] {1f / 6});
            model.constant(value + "_zero", new float[] {0}).constant(value + "_six", new float[] {6});
            model.node("Add", value + " " + value + "_three", value + "_add");
            model.node("Clip", value + "_add " + value + "_zero " + value + "_six", value + "_clip");
            model.node("Mul", value + " " + value + "_clip", value + "_mul");
            model.node("Mul", value + "_mul " + value + "_sixth", value + "_h");
            return this;
        }

        Net block(String from, int channels, int group) {
            conv(from, "m", channels, channels, group).relu("m").conv("m_r", "n", channels, channels, group);
            model.node("Add", from + " n", "b");
            return this;
        }

        Net join() {
            model.node("Concat", "p q", "a", Nodes.attribute("axis", 1));
            return this;
        }

        Net excite(int channels) {
            conv("a_r", "m", channels, channels, 1);
            model.node("GlobalAveragePool", "m", "s");
            weights("s1_w", channels / 4, channels, 1, 1);
            weights("s2_w", channels, channels / 4, 1, 1);
            model.constant("s1_c", new float[channels / 4], channels / 4);
            model.constant("s2_c", new float[channels], channels);
            model.node("Conv", "s s1_w s1_c", "s1").node("Relu", "s1", "s1_r");
            model.node("Conv", "s1_r s2_w s2_c", "s2").node("Sigmoid", "s2", "gate");
            model.node("Mul", "m gate", "b");
            return this;
        }

        ModelProto head(String from, int channels) {
            model.node("Relu", from, "last").node("GlobalAveragePool", "last", "pooled");
            model.node("Flatten", "pooled", "flat");
            weights("h_w", 10, channels);
            model.constant("h_c", new float[10], 10);
            model.node("Gemm", "flat h_w h_c", "y", Nodes.attribute("transB", 1));
            return model.input("x", -1, 3, 12, 12).output("y", -1, 10).build();
        }

        /** One layer: 4 heads of 16, feed-forward of 256, residual sums, norms written out. */
        ModelProto transformer() {
            int width = 64;
            model.input("x", -1, 16, width).output("y", -1, 16, width);
            for (String part : List.of("q", "k", "v")) {
                product("x", part, width, width);
                model.integers(part + "_shape", 0, 16, 4, 16);
                model.node("Reshape", part + " " + part + "_shape", part + "_split");
                List<Long> order = part.equals("k") ? List.of(0L, 2L, 3L, 1L) : List.of(0L, 2L, 1L, 3L);
                model.node("Transpose", part + "_split", part + "_heads", Nodes.attribute("perm", order));
            }
            model.constant("quarter", new float[] {0.25f});
            model.node("MatMul", "q_heads k_heads", "scores").node("Mul", "scores quarter", "scaled");
            model.node("Softmax", "scaled", "attention", Nodes.attribute("axis", -1));
            model.node("MatMul", "attention v_heads", "mixed");
            model.node("Transpose", "mixed", "back", Nodes.attribute("perm", List.of(0L, 2L, 1L, 3L)));
            model.integers("joined_shape", 0, 16, width).node("Reshape", "back joined_shape", "joined");
            product("joined", "o", width, width);
            model.node("Add", "x o", "sum1");
            norm("sum1", "n1", width);
            product("n1", "f1", width, 256);
            gelu("f1", "f1_g");
            product("f1_g", "f2", 256, width);
            model.node("Add", "n1 f2", "sum2");
            norm("sum2", "y", width);
            return model.build();
        }

        /** Weights [in, out], and a bias. */
        private void product(String from, String to, int ins, int outs) {
            weights(to + "_t", outs, ins);
            model.node("Transpose", to + "_t", to + "_w", Nodes.attribute("perm", List.of(1L, 0L)));
            model.constant(to + "_c", new float[outs], outs);
            model.node("MatMul", from + " " + to + "_w", to + "_p").node("Add", to + "_c " + to + "_p", to);
        }

        private void gelu(String from, String to) {
            model.constant(from + "_root", new float[] {(float) Math.sqrt(0.5)})
                    .constant(from + "_one", new float[] {1});
            model.constant(from + "_half", new float[] {0.5f});
            model.node("Mul", from + " " + from + "_root", from + "_1").node("Erf", from + "_1", from + "_2");
            model.node("Add", from + "_2 " + from + "_one", from + "_3")
                    .node("Mul", from + " " + from + "_3", from + "_4");
            model.node("Mul", from + "_4 " + from + "_half", to);
        }

        private void norm(String from, String to, int width) {
            float[] ones = new float[width];
            Arrays.fill(ones, 1);
            model.constant(to + "_eps", new float[] {1e-5f}).constant(to + "_two", new float[] {2});
            model.constant(to + "_g", ones, width).constant(to + "_b", new float[width], width);
            model.node("ReduceMean", from, to + "_1", Nodes.attribute("axes", List.of(-1L)));
            model.node("Sub", from + " " + to + "_1", to + "_2").node("Pow", to + "_2 " + to + "_two", to + "_3");
            model.node("ReduceMean", to + "_3", to + "_4", Nodes.attribute("axes", List.of(-1L)));
            model.node("Add", to + "_4 " + to + "_eps", to + "_5").node("Sqrt", to + "_5", to + "_6");
            model.node("Div", to + "_2 " + to + "_6", to + "_7").node("Mul", to + "_7 " + to + "_g", to + "_8");
            model.node("Add", to + "_8 " + to + "_b", to);
        }
    }
}
