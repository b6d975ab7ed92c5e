package io.gearshift.registry.derive.prune;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.registry.derive.TestingRuns;
import io.gearshift.registry.derive.calibrate.Steps;
import io.gearshift.registry.derive.calibrate.Tap;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;
import io.gearshift.registry.derive.graph.TestingModel;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.samples.SampleSet;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefitTest {

    private static final SampleSet SAMPLES = TestingRuns.samples(64, "x", 64, 4, 9, 9);

    @TempDir
    private Path dir;

    private final OrtRuntime runtime = OrtRuntime.open(null);

    private static TestingModel start() {
        return new TestingModel()
                .input("x", -1, 4, 9, 9)
                .conv("x", "a", 4, 6, 1)
                .node("Relu", "a", "b");
    }

    private static Named<ModelProto> reading(String name, int group, AttributeProto... attributes) {
        AttributeProto[] all = java.util.Arrays.copyOf(attributes, attributes.length + 1);
        all[attributes.length] = Nodes.attribute("group", group);
        return Named.of(
                name,
                start().weights("w", 4, 6 / group, 3, 3)
                        .weights("bias", 4)
                        .node("Conv", "b w bias", "y", all)
                        .output("y", -1, 4, -1, -1)
                        .build());
    }

    static Stream<Named<ModelProto>> readers() {
        return Stream.of(
                reading("plain", 1),
                reading(
                        "strides and uneven padding",
                        1,
                        strides(2, 1),
                        Nodes.attribute("pads", List.of(1L, 0L, 2L, 1L))),
                reading("dilations", 1, Nodes.attribute("dilations", List.of(2L, 1L))),
                reading("padding by name", 1, strides(2, 2), Nodes.attribute("auto_pad", "SAME_UPPER")),
                reading("padding by name, before", 1, strides(2, 2), Nodes.attribute("auto_pad", "SAME_LOWER")),
                reading("grouped", 2),
                Named.of(
                        "product",
                        start().node("GlobalMaxPool", "b", "c")
                                .node("Flatten", "c", "d")
                                .weights("w", 4, 6)
                                .weights("bias", 4)
                                .node("Gemm", "d w bias", "y", Nodes.attribute("transB", 1))
                                .output("y", -1, 4)
                                .build()));
    }

    private static AttributeProto strides(long rows, long columns) {
        return Nodes.attribute("strides", List.of(rows, columns));
    }

    /** Weights that are wrong altogether: only windows, places and targets that belong together bring them back. */
    @ParameterizedTest
    @MethodSource("readers")
    void weights_thatAreWrong_areFoundAgain(ModelProto origin) throws Exception {
        ChannelMap map = map(origin);
        Set<Integer> gone = Set.of(map.groups().get(0).channels().get(0));
        Graph silenced = Graph.of(origin);
        silenced.put(without(map, silenced, gone));
        ModelProto parent = silenced.toModel();
        Graph damaged = Graph.of(parent);
        damaged.put(scaled(damaged.constant("w").orElseThrow(), 0.5f));
        damaged.put(scaled(damaged.constant("bias").orElseThrow(), -1));
        ModelProto pruned = Removal.apply(map, damaged.toModel(), gone);

        ModelProto fitted = new Refit(runtime, dir, SAMPLES, parent).fit(map, pruned, gone, Steps.NONE);

        assertThat(TestingRuns.compare(parent, pruned, SAMPLES, dir).errorRatio())
                .isGreaterThan(0.1);
        assertThat(TestingRuns.compare(parent, fitted, SAMPLES, dir).errorRatio())
                .isLessThan(5e-3);
    }

    /** Half of the channels are copies of the others: without them the others can answer alone. */
    @Test
    void channels_thatOthersRepeat_areFoundAndStoodInFor() throws Exception {
        float[] half = TensorData.floats(
                new TestingModel().weights("w", 4, 4, 3, 3).graph().getInitializer(0));
        float[] twice = new float[2 * half.length];
        System.arraycopy(half, 0, twice, 0, half.length);
        System.arraycopy(half, 0, twice, half.length, half.length);
        ModelProto model = new TestingModel()
                .input("x", -1, 4, 9, 9)
                .constant("a_w", twice, 8, 4, 3, 3)
                .node("Conv", "x a_w", "a")
                .node("Relu", "a", "b")
                .conv("b", "y", 8, 5, 1)
                .output("y", -1, 5, 7, 7)
                .build();
        ChannelMap map = map(model);
        Moments moments;
        try (Tap tap = Tap.open(runtime, model, Moments.values(map), dir)) {
            moments = Moments.measure(map, tap, SAMPLES, Steps.NONE);
        }
        List<Integer> order = moments.order(map.groups().get(0));
        ModelProto four = StandIn.without(map, moments, model, Set.copyOf(order.subList(0, 4)));
        ModelProto three = StandIn.without(map, moments, model, Set.copyOf(order.subList(0, 5)));

        assertThat(TestingRuns.compare(model, four, SAMPLES, dir).errorRatio()).isLessThan(1e-4);
        assertThat(TestingRuns.compare(model, three, SAMPLES, dir).errorRatio()).isGreaterThan(1e-2);
    }

    private static TensorProto without(ChannelMap map, Graph graph, Set<Integer> gone) {
        Consumer reader = map.consumers().get(0);
        TensorProto weights = graph.constant(reader.weights()).orElseThrow();
        WeightLayout layout = WeightLayout.of(reader, weights);
        float[] values = TensorData.floats(weights);
        for (int index : map.indices(reader.in(), gone)) {
            for (int i = 0; i < layout.outs() * layout.taps(); i++) {
                values[layout.at(i / layout.taps(), index, i % layout.taps())] = 0;
            }
        }
        return TensorData.floats(weights.getName(), weights.getDimsList(), values);
    }

    private static TensorProto scaled(TensorProto tensor, float factor) {
        float[] values = TensorData.floats(tensor);
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return TensorData.floats(tensor.getName(), tensor.getDimsList(), values);
    }

    private ChannelMap map(ModelProto model) throws Exception {
        Map<String, long[]> shapes = new HashMap<>();
        SAMPLES.batch(0, 3).forEach(input -> shapes.put(input.name(), input.shape()));
        List<String> values = model.getGraph().getNodeList().stream()
                .flatMap(node -> node.getOutputList().stream())
                .toList();
        try (Tap tap = Tap.open(runtime, model, values, dir)) {
            tap.run(SAMPLES.thinned(3), (tensor, shape, elements) -> shapes.put(tensor, shape.clone()), Steps.NONE);
        }
        return ChannelMap.of(model, shapes);
    }
}
