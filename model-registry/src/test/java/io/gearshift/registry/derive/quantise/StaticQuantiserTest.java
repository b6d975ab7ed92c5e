package io.gearshift.registry.derive.quantise;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.gearshift.registry.derive.TestingRuns;
import io.gearshift.registry.derive.calibrate.Calibration;
import io.gearshift.registry.derive.calibrate.Observer;
import io.gearshift.registry.derive.calibrate.Steps;
import io.gearshift.registry.derive.calibrate.Tap;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.derive.graph.TestingModel;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.samples.SampleSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StaticQuantiserTest {

    private static final SampleSet SAMPLES = TestingRuns.samples(16, "x", 16, 4, 8, 8);

    @TempDir
    private Path dir;

    private static TestingModel start() {
        return new TestingModel().input("x", -1, 4, 8, 8);
    }

    private static Named<ModelProto> end(String name, TestingModel model, String last, int channels) {
        return Named.of(
                name,
                model.node("GlobalAveragePool", last, "pooled")
                        .node("Flatten", "pooled", "flat")
                        .weights("head_w", 10, channels)
                        .weights("head_b", 10)
                        .node("Gemm", "flat head_w head_b", "y", Nodes.attribute("transB", 1))
                        .output("y", -1, 10)
                        .build());
    }

    static Stream<Named<ModelProto>> models() {
        return Stream.of(
                end("plain", start().conv("x", "a", 4, 8, 1).node("Relu", "a", "b"), "b", 8),
                end(
                        "residual",
                        start().conv("x", "a", 4, 8, 1)
                                .node("Relu", "a", "b")
                                .conv("b", "c", 8, 8, 1)
                                .node("Add", "b c", "d")
                                .node("Relu", "d", "e"),
                        "e",
                        8),
                end(
                        "depthwise",
                        start().conv("x", "a", 4, 8, 1)
                                .constant("zero", new float[] {0})
                                .constant("six", new float[] {6})
                                .node("Clip", "a zero six", "b")
                                .conv("b", "c", 8, 8, 8)
                                .node("Clip", "c zero six", "d"),
                        "d",
                        8),
                end("grouped", start().conv("x", "a", 4, 8, 2).node("LeakyRelu", "a", "b"), "b", 8),
                end(
                        "concatenating",
                        start().conv("x", "a", 4, 8, 1)
                                .node("Relu", "a", "b")
                                .conv("x", "c", 4, 4, 1)
                                .node("Concat", "b c", "d", Nodes.attribute("axis", 1))
                                .node(
                                        "MaxPool",
                                        "d",
                                        "e",
                                        Nodes.attribute("kernel_shape", List.of(2L, 2L)),
                                        Nodes.attribute("strides", List.of(2L, 2L)))
                                .conv("e", "f", 12, 6, 1),
                        "f",
                        6),
                end(
                        "gated",
                        start().conv("x", "a", 4, 8, 1)
                                .node("Sigmoid", "a", "b")
                                .node("Mul", "a b", "c")
                                .constant("half", new float[] {0.5f}, 1)
                                .node("Mul", "c half", "d"),
                        "d",
                        8),
                end(
                        "transposed",
                        start().weights("a_w", 4, 8, 2, 2)
                                .node("ConvTranspose", "x a_w", "a", Nodes.attribute("strides", List.of(2L, 2L)))
                                .conv("a", "b", 8, 8, 1),
                        "b",
                        8),
                end("opset 11", start().opset(11).conv("x", "a", 4, 8, 1).node("Relu", "a", "b"), "b", 8),
                Named.of(
                        "convolution as the answer",
                        start().conv("x", "y", 4, 8, 1).output("y", -1, 8, 8, 8).build()),
                Named.of(
                        "products",
                        start().integers("shape", -1, 256)
                                .node("Reshape", "x shape", "a")
                                .weights("b_w", 256, 32)
                                .node("MatMul", "a b_w", "b")
                                .weights("b_b", 32)
                                .node("Add", "b b_b", "c")
                                .node("Relu", "c", "d")
                                .weights("e_w", 32, 10)
                                .node("MatMul", "d e_w", "y")
                                .output("y", -1, 10)
                                .build()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void model_quantised_answersAlmostAsBefore(ModelProto model) throws Exception {
        ModelProto quantised = quantise(model, Set.of());

        assertThat(TestingRuns.compare(model, quantised, SAMPLES, dir).meanCosine())
                .isGreaterThan(0.999);
        assertThat(quantised.getGraph().getInitializerList())
                .as("large constants that are still FP32")
                .noneMatch(tensor -> tensor.getDataType() == 1 && tensor.getSerializedSize() > 500);
    }

    /** Left in float, an operator still has its weights as bytes, and nothing else is rounded. */
    @ParameterizedTest
    @MethodSource("models")
    void model_withAllOperatorsLeft_roundsOnlyWeights(ModelProto model) throws Exception {
        ModelProto quantised = quantise(model, Set.copyOf(StaticQuantiser.operators(Graph.of(model))));

        assertThat(quantised.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .contains("Cast")
                .doesNotContain("QuantizeLinear");
        assertThat(TestingRuns.compare(model, quantised, SAMPLES, dir).errorRatio())
                .isBetween(1e-9, 1e-3);
    }

    @Test
    void relu_behindAConvolution_isDoneByTheStoredRange() throws Exception {
        ModelProto model = models().findFirst().orElseThrow().getPayload();

        assertThat(quantise(model, Set.of()).getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .doesNotContain("Relu");
    }

    /** With a second reader the values below 0 are needed. */
    @Test
    void relu_ofAValueThatOthersRead_stays() throws Exception {
        ModelProto model = end(
                        "two readers",
                        start().conv("x", "a", 4, 8, 1).node("Relu", "a", "b").node("Add", "a b", "c"),
                        "c",
                        8)
                .getPayload();
        ModelProto quantised = quantise(model, Set.of());

        assertThat(quantised.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .contains("Relu");
        assertThat(TestingRuns.compare(model, quantised, SAMPLES, dir).meanCosine())
                .isGreaterThan(0.999);
    }

    /** A bias far larger than input times weights must not overflow its 32 bits. */
    @Test
    void bias_hugeOnTinyWeights_isKept() throws Exception {
        float[] tiny = new float[4 * 4 * 9];
        java.util.Arrays.fill(tiny, 1e-9f);
        ModelProto model = start().constant("w", tiny, 4, 4, 3, 3)
                .constant("b", new float[] {1000, -1000, 500, 1}, 4)
                .node("Conv", "x w b", "y")
                .output("y", -1, 4, 6, 6)
                .build();

        assertThat(TestingRuns.compare(model, quantise(model, Set.of()), SAMPLES, dir)
                        .meanCosine())
                .isGreaterThan(0.999);
    }

    private ModelProto quantise(ModelProto model, Set<String> left) throws Exception {
        Graph graph = Graph.of(model);
        OrtRuntime runtime = OrtRuntime.open(null);
        try (Tap tap = Tap.open(runtime, model, StaticQuantiser.values(graph), dir)) {
            Calibration calibration = Calibration.run(tap, SAMPLES, Steps.NONE);
            StaticQuantiser.apply(graph, calibration.ranges(Observer.MIN_MAX), left, Set.of());
        }
        return graph.toModel();
    }

    /** The runtime's own simplification, on which the quantiser builds, puts batch norms into convolutions. */
    @Test
    void batchNorm_behindAConvolution_isPutIntoIt() throws Exception {
        TestingModel model = start().conv("x", "a", 4, 8, 1)
                .weights("mean", 8)
                .weights("scale", 8)
                .weights("shift", 8);
        float[] variance = {1, 2, 3, 4, 5, 6, 7, 8};
        model.constant("variance", variance, 8)
                .node("BatchNormalization", "a scale shift mean variance", "y")
                .output("y", -1, 8, 8, 8);
        Path file = dir.resolve("bn.onnx");
        OnnxFile.write(model.build(), file);
        OrtRuntime.open(null).simplify(file, dir.resolve("simple.onnx"));
        ModelProto simple = OnnxFile.read(dir.resolve("simple.onnx"));

        assertThat(simple.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .containsExactly("Conv");
        assertThat(TestingRuns.compare(model.build(), simple, SAMPLES, dir).errorRatio())
                .isLessThan(1e-10);
    }
}
