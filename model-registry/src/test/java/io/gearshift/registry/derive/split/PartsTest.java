package io.gearshift.registry.derive.split;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.ModelCheck;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.derive.graph.TestingModel;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.SampleInputs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cut of made graphs: both parts are models, and one after the other they answer bit for bit as the whole. */
class PartsTest {

    @TempDir
    private Path dir;

    private final OrtRuntime runtime = OrtRuntime.open(null);

    private static TestingModel start() {
        return new TestingModel().input("x", -1, 4, 6, 6);
    }

    private static AttributeProto ints(String name, Long... values) {
        return Nodes.attribute(name, List.of(values));
    }

    static Stream<Arguments> models() {
        return Stream.of(
                of(
                        "residual",
                        start().conv("x", "a", 4, 8, 1)
                                .node("Sigmoid", "a", "b")
                                .conv("b", "c", 8, 8, 1)
                                .node("Tanh", "c", "d")
                                .node("Add", "b d", "y")
                                .output("y", -1, 8, 6, 6)),
                of(
                        "concatenation",
                        start().node("Sigmoid", "x", "a")
                                .node("Tanh", "x", "b")
                                .node("Concat", "a b", "c", Nodes.attribute("axis", 1))
                                .node("Softmax", "c", "y", Nodes.attribute("axis", 1))
                                .output("y", -1, 8, 6, 6)),
                of("attention", attention()),
                of(
                        "several inputs and outputs",
                        start().input("z", -1, 4, 6, 6)
                                .node("Sigmoid", "x", "a")
                                .node("Add", "a z", "y")
                                .node("Tanh", "z", "b")
                                .node("Mul", "a b", "w")
                                .output("a", -1, 4, 6, 6)
                                .output("y", -1, 4, 6, 6)
                                .output("w", -1, 4, 6, 6)),
                of(
                        "weights that both parts read",
                        start().weights("w", 4, 4, 1, 1)
                                .node("Conv", "x w", "a")
                                .node("Sigmoid", "a", "b")
                                .node("Conv", "b w", "y")
                                .output("y", -1, 4, 6, 6)),
                of(
                        "operators of constants alone, read by both",
                        start().constant("c", new float[] {2}, 1)
                                .node("Exp", "c", "e")
                                .node("Mul", "x e", "a")
                                .node("Tanh", "a", "b")
                                .node("Mul", "b e", "y")
                                .output("y", -1, 4, 6, 6)),
                of("an inner graph that reads from outside", inner()),
                of(
                        "shapes that are computed",
                        start().node("Shape", "x", "shape")
                                .node("Sigmoid", "x", "a")
                                .integers("flat", -1)
                                .node("Reshape", "a flat", "b")
                                .node("Tanh", "b", "c")
                                .node("Reshape", "c shape", "y")
                                .output("y", -1, 4, 6, 6)));
    }

    private static Arguments of(String name, TestingModel model) {
        return Arguments.of(Named.of(name, model.build()));
    }

    private static TestingModel attention() {
        TestingModel model = new TestingModel().input("x", -1, 5, 8).input("bias", -1, 5, 5);
        for (String part : List.of("q", "k", "v")) {
            model.weights(part + "_w", 8, 8).node("MatMul", "x " + part + "_w", part);
        }
        return model.node("Transpose", "k", "kt", ints("perm", 0L, 2L, 1L))
                .node("MatMul", "q kt", "scores")
                .node("Add", "scores bias", "biased")
                .node("Softmax", "biased", "shares", Nodes.attribute("axis", -1L))
                .node("MatMul", "shares v", "mixed")
                .node("Add", "x mixed", "y")
                .output("y", -1, 5, 8);
    }

    /** {@code y = any(x) ? a : x}, where both branches read values of the outer graph. */
    private static TestingModel inner() {
        TestingModel model = start().integers("axes", 0, 1, 2, 3)
                .node("Sigmoid", "x", "a")
                .constant("limit", new float[] {0.25f})
                .node("ReduceSum", "a axes", "sum", Nodes.attribute("keepdims", 0L))
                .node("Greater", "sum limit", "is");
        AttributeProto then = branch("then_branch", "Tanh", "a");
        AttributeProto other = branch("else_branch", "Neg", "x");
        return model.node("If", "is", "y", then, other).output("y", -1, 4, 6, 6);
    }

    private static AttributeProto branch(String name, String operator, String outer) {
        GraphProto graph = GraphProto.newBuilder()
                .setName(name)
                .addNode(Nodes.make(operator, List.of(outer), List.of(name + "_out")))
                .addOutput(ValueInfoProto.newBuilder().setName(name + "_out"))
                .build();
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.GRAPH)
                .setG(graph)
                .build();
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyCut_answersBitForBit_withOneSampleAndWithThree(ModelProto model) throws Exception {
        OnnxFile.write(model, dir.resolve("whole.onnx"));
        try (OnnxSession whole = runtime.load(dir.resolve("whole.onnx"), "", "cpu", 1)) {
            List<Tensor> one = SampleInputs.of(whole.inputs(), Map.of(), 1);
            Map<String, WireValue> sizes = WireValues.measure(runtime, model, one, dir);
            List<Cut> cuts = Cuts.of(Graph.of(model), sizes);
            assertThat(cuts).hasSizeGreaterThanOrEqualTo(2);
            for (Cut cut : cuts) {
                assertSame(whole, Parts.of(model, cut, sizes), cut, one);
            }
        }
    }

    private void assertSame(OnnxSession whole, Parts parts, Cut cut, List<Tensor> one) throws Exception {
        ModelCheck.require(parts.head());
        ModelCheck.require(parts.tail());
        OnnxFile.write(parts.head(), dir.resolve("head.onnx"));
        OnnxFile.write(parts.tail(), dir.resolve("tail.onnx"));
        try (OnnxSession head = runtime.load(dir.resolve("head.onnx"), "", "cpu", 1);
                OnnxSession tail = runtime.load(dir.resolve("tail.onnx"), "", "cpu", 1)) {
            Joined joined = new Joined(head, tail);
            assertThat(joined.isSame(whole, one)).as(cut.toString()).isTrue();
            List<Tensor> three = SampleInputs.of(
                    whole.inputs(),
                    whole.inputs().stream()
                            .collect(java.util.stream.Collectors.toMap(
                                    spec -> spec.name(),
                                    spec -> Stream.concat(
                                                    Stream.of(3L),
                                                    spec.shape().stream().skip(1))
                                            .toList())),
                    2);
            assertThat(joined.isSame(whole, three)).as("three: " + cut).isTrue();
        }
    }

    /**
     * In its own layout the runtime adds the map of a residual to a convolution's result in one go; behind a cut it would
     * not, and the last bits would differ.
     */
    @Test
    void residualConvolutions_betweenBlocks_answerBitForBitWithTheLayoutKept() throws Exception {
        TestingModel model = start().conv("x", "stem", 4, 16, 1).node("Relu", "stem", "m0");
        for (int i = 0; i < 3; i++) {
            model.conv("m" + i, "a" + i, 16, 16, 1)
                    .node("Relu", "a" + i, "b" + i)
                    .conv("b" + i, "c" + i, 16, 16, 1)
                    .node("Add", "m" + i + " c" + i, "s" + i)
                    .node("Relu", "s" + i, "m" + (i + 1));
        }
        ModelProto whole = model.node("GlobalAveragePool", "m3", "y")
                .output("y", -1, 16, 1, 1)
                .build();
        OnnxFile.write(whole, dir.resolve("whole.onnx"));
        try (OnnxSession session = runtime.load(dir.resolve("whole.onnx"), "", "cpu", 1)) {
            List<Tensor> one = SampleInputs.of(session.inputs(), Map.of(), 1);
            Map<String, WireValue> sizes = WireValues.measure(runtime, whole, one, dir);
            List<Cut> between = Cuts.of(Graph.of(whole), sizes).stream()
                    .filter(cut -> cut.wire().size() == 1 && cut.wire().get(0).startsWith("m"))
                    .toList();
            assertThat(between).hasSize(4);
            for (Cut cut : between) {
                assertSame(session, Parts.of(whole, cut, sizes).withLayoutKept(cut, sizes), cut, one);
            }
        }
    }

    @Test
    void partsAreSmall_eachHasOnlyTheWeightsItReads() {
        ModelProto model = new TestingModel()
                .input("x", -1, 4)
                .weights("w", 4, 4)
                .weights("v", 4, 4)
                .node("MatMul", "x w", "a")
                .node("MatMul", "a v", "y")
                .output("y", -1, 4)
                .build();
        Map<String, WireValue> sizes =
                Map.of("a", new WireValue("a", io.gearshift.core.serve.DataType.FP32, List.of(-1L, 4L), 16));

        Parts parts = Parts.of(model, Cuts.of(Graph.of(model), sizes).get(0), sizes);

        assertThat(parts.head().getGraph().getInitializerList())
                .extracting(tensor -> tensor.getName())
                .containsExactly("w");
        assertThat(parts.tail().getGraph().getInitializerList())
                .extracting(tensor -> tensor.getName())
                .containsExactly("v");
        assertThat(parts.tail().getGraph().getInput(0).getName()).isEqualTo("a");
    }
}
