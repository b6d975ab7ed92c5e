package io.gearshift.registry.derive.prune;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.derive.TestingRuns;
import io.gearshift.registry.derive.calibrate.Steps;
import io.gearshift.registry.derive.calibrate.Tap;
import io.gearshift.registry.derive.check.Agreement;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;
import io.gearshift.registry.derive.graph.TestingModel;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.samples.SampleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Random graphs of all kinds, some of whose channels are 0 whatever comes in: without them every answer is the same. */
class RemovalTest {

    private static final SampleSet SAMPLES = TestingRuns.samples(8, "x", 8, 4, 8, 8);

    @TempDir
    private Path dir;

    private static TestingModel start() {
        return new TestingModel().input("x", -1, 4, 8, 8);
    }

    private static ModelProto end(TestingModel model, String last, int channels) {
        return model.node("GlobalAveragePool", last, "pooled")
                .node("Flatten", "pooled", "flat")
                .weights("head_w", 10, channels)
                .weights("head_b", 10)
                .node("Gemm", "flat head_w head_b", "y", Nodes.attribute("transB", 1))
                .output("y", -1, 10)
                .build();
    }

    /** Models with the groups of channels that are to be found in them, and the channels of each. */
    static Stream<Arguments> models() {
        return Stream.of(
                of("plain", end(start().conv("x", "a", 4, 8, 1).node("Relu", "a", "b"), "b", 8), 8),
                of(
                        "residual: both operators' channels go together",
                        end(
                                start().conv("x", "a", 4, 8, 1)
                                        .node("Relu", "a", "b")
                                        .conv("b", "c", 8, 12, 1)
                                        .node("Relu", "c", "d")
                                        .conv("d", "e", 12, 8, 1)
                                        .node("Add", "b e", "f")
                                        .node("Relu", "f", "g"),
                                "g",
                                8),
                        8,
                        12),
                of(
                        "depthwise: groups go with channels",
                        end(
                                start().conv("x", "a", 4, 8, 1)
                                        .node("Relu", "a", "b")
                                        .conv("b", "c", 8, 8, 8)
                                        .node("Relu", "c", "d")
                                        .conv("d", "e", 8, 6, 1),
                                "e",
                                6),
                        8,
                        6),
                of(
                        "depthwise with two channels a group",
                        end(start().conv("x", "a", 4, 6, 1).conv("a", "b", 6, 12, 6), "b", 12),
                        6),
                of(
                        "grouped: the same channels of each group",
                        end(
                                start().conv("x", "a", 4, 8, 1)
                                        .node("Relu", "a", "b")
                                        .conv("b", "c", 8, 6, 2)
                                        .node("Tanh", "c", "d"),
                                "d",
                                6),
                        4,
                        3),
                of(
                        "concatenating: each part its own",
                        end(
                                start().conv("x", "a", 4, 8, 1)
                                        .conv("x", "b", 4, 6, 1)
                                        .node("Concat", "a x b", "c", Nodes.attribute("axis", 1))
                                        .node(
                                                "MaxPool",
                                                "c",
                                                "d",
                                                Nodes.attribute("kernel_shape", List.of(2L, 2L)),
                                                Nodes.attribute("strides", List.of(2L, 2L)))
                                        .conv("d", "e", 18, 5, 1),
                                "e",
                                5),
                        8,
                        6,
                        5),
                of(
                        "norm and gate",
                        end(
                                start().conv("x", "a", 4, 8, 1)
                                        .weights("scale", 8)
                                        .constant("shift", new float[8], 8)
                                        .constant("mean", new float[8], 8)
                                        .constant("variance", new float[] {1, 1, 1, 1, 1, 1, 1, 1}, 8)
                                        .node("BatchNormalization", "a scale shift mean variance", "b")
                                        .node("Sigmoid", "b", "c")
                                        .node("Mul", "b c", "d"),
                                "d",
                                8),
                        8),
                of(
                        "maps flattened into a product",
                        start().conv("x", "a", 4, 6, 1)
                                .integers("shape", -1, 384)
                                .node("Reshape", "a shape", "b")
                                .weights("c_w", 384, 20)
                                .node("MatMul", "b c_w", "c")
                                .weights("c_b", 20)
                                .node("Add", "c c_b", "d")
                                .node("Relu", "d", "e")
                                .weights("y_w", 20, 5)
                                .node("MatMul", "e y_w", "y")
                                .output("y", -1, 5)
                                .build(),
                        6,
                        20),
                of(
                        "transposed convolution",
                        end(
                                start().conv("x", "a", 4, 6, 1)
                                        .weights("b_w", 6, 8, 2, 2)
                                        .node(
                                                "ConvTranspose",
                                                "a b_w",
                                                "b",
                                                Nodes.attribute("strides", List.of(2L, 2L))),
                                "b",
                                8),
                        6,
                        8),
                of("attention: whole heads of queries, keys and values", attention(), 3));
    }

    /** Four channels of 8 x 8 places as 8 tokens of 32; three heads of 4. */
    private static ModelProto attention() {
        TestingModel model = start().integers("tokens", -1, 8, 32).node("Reshape", "x tokens", "t");
        for (String part : List.of("q", "k", "v")) {
            model.weights(part + "_w", 32, 12)
                    .node("MatMul", "t " + part + "_w", part)
                    .integers(part + "_shape", 0, -1, 3, 4)
                    .node("Reshape", part + " " + part + "_shape", part + "_heads")
                    .node(
                            "Transpose",
                            part + "_heads",
                            part + "_t",
                            Nodes.attribute(
                                    "perm", part.equals("k") ? List.of(0L, 2L, 3L, 1L) : List.of(0L, 2L, 1L, 3L)));
        }
        return model.node("MatMul", "q_t k_t", "scores")
                .node("Softmax", "scores", "shares", Nodes.attribute("axis", -1))
                .node("MatMul", "shares v_t", "mixed")
                .node("Transpose", "mixed", "back", Nodes.attribute("perm", List.of(0L, 2L, 1L, 3L)))
                .integers("flat_shape", 0, 0, 12)
                .node("Reshape", "back flat_shape", "flat")
                .weights("y_w", 12, 7)
                .node("MatMul", "flat y_w", "y")
                .output("y", -1, 8, 7)
                .build();
    }

    private static Arguments of(String name, ModelProto model, int... groups) {
        return Arguments.of(Named.of(name, model), groups);
    }

    @ParameterizedTest
    @MethodSource("models")
    void channels_followed_areThoseOfTheModel(ModelProto model, int[] groups) throws Exception {
        assertThat(map(model).groups())
                .extracting(ChannelGroup::size)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.of(groups).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("models")
    void channels_unread_goWithoutAnyChange(ModelProto model, int[] groups) throws Exception {
        for (int seed = 1; seed <= 5; seed++) {
            ModelProto whole = new Silenced(map(model), model, new SplittableRandom(seed)).model();
            ChannelMap map = map(whole);
            Set<Integer> gone = some(map, new SplittableRandom(seed));
            ModelProto pruned = Removal.apply(map, whole, gone);

            Agreement agreement = TestingRuns.compare(whole, pruned, SAMPLES, dir);
            assertThat(agreement.errorRatio()).as("seed " + seed).isLessThan(1e-12);
            assertThat(elements(pruned)).as("seed " + seed).isLessThan(elements(whole));
            assertThat(Costs.of(map, gone).weights())
                    .isEqualTo(Costs.of(map(pruned), Set.of()).weights());
        }
    }

    /** The first third of each group, at least one channel. */
    private static Set<Integer> some(ChannelMap map, SplittableRandom random) {
        Set<Integer> gone = new HashSet<>();
        for (ChannelGroup group : map.groups()) {
            List<Integer> channels = new ArrayList<>(group.channels());
            java.util.Collections.shuffle(channels, new java.util.Random(17));
            gone.addAll(channels.subList(0, Math.max(1, channels.size() / 3)));
        }
        return gone;
    }

    /** A model in which nobody makes anything of the channels that {@link #some} chooses. */
    private record Silenced(ChannelMap map, ModelProto origin, SplittableRandom random) {
        ModelProto model() {
            Set<Integer> gone = some(map, random);
            Graph graph = Graph.of(origin);
            for (Consumer reader : map.consumers()) {
                TensorProto weights = graph.constant(reader.weights()).orElseThrow();
                WeightLayout layout = WeightLayout.of(reader, weights);
                float[] values = TensorData.floats(weights);
                // Other weights for each seed.
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextGaussian();
                }
                for (int index : map.indices(reader.in(), gone)) {
                    for (int out = 0; out < layout.outs(); out++) {
                        for (int tap = 0; tap < layout.taps(); tap++) {
                            values[layout.at(out, index, tap)] = 0;
                        }
                    }
                }
                graph.put(TensorData.floats(weights.getName(), weights.getDimsList(), values));
            }
            return graph.toModel();
        }
    }

    @Test
    void channels_ofTheAnswer_stayAndAreExplained() throws Exception {
        ChannelMap map =
                map(start().conv("x", "y", 4, 8, 1).output("y", -1, 8, 8, 8).build());

        assertThat(map.groups()).isEmpty();
        assertThat(map.whole()).containsExactly("y: is the model's answer");
    }

    @Test
    void channels_thatAnUnknownOperatorReads_stayAndAreExplained() throws Exception {
        ModelProto model =
                end(start().conv("x", "a", 4, 8, 1).node("LRN", "a", "b", Nodes.attribute("size", 3)), "b", 8);

        assertThat(map(model).groups()).isEmpty();
        assertThat(map(model).whole()).contains("a: LRN b is not followed");
    }

    @Test
    void channels_addedToTheInput_stay() throws Exception {
        ModelProto model = end(start().conv("x", "a", 4, 4, 1).node("Add", "a x", "b"), "b", 4);

        assertThat(map(model).groups()).isEmpty();
        assertThat(map(model).whole()).contains("a: joined with x, which must stay");
    }

    /** The first reader comes before the channels of the constant are known. */
    @Test
    void constant_withAReaderThatKeepsIt_keepsItsChannels() throws Exception {
        ModelProto model = end(
                start().constant("c", new float[] {1, 2, 3, 4}, 4, 1, 1)
                        .node("Add", "x c", "z")
                        .conv("z", "a", 4, 4, 1)
                        .node("Mul", "a c", "b"),
                "b",
                4);

        assertThat(map(model).groups()).isEmpty();
    }

    private ChannelMap map(ModelProto model) throws Exception {
        Map<String, long[]> shapes = new HashMap<>();
        List<Tensor> inputs = SAMPLES.batch(0, 3);
        inputs.forEach(input -> shapes.put(input.name(), input.shape()));
        List<String> values = model.getGraph().getNodeList().stream()
                .flatMap(node -> node.getOutputList().stream())
                .toList();
        try (Tap tap = Tap.open(OrtRuntime.open(null), model, values, dir)) {
            tap.run(SAMPLES.thinned(3), (tensor, shape, elements) -> shapes.put(tensor, shape.clone()), Steps.NONE);
        }
        return ChannelMap.of(model, shapes);
    }

    private static long elements(ModelProto model) {
        return model.getGraph().getInitializerList().stream()
                .mapToLong(TensorData::count)
                .sum();
    }
}
