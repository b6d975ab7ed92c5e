package io.gearshift.registry.derive.split;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.core.serve.DataType;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.TestingModel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutsTest {

    private static Map<String, WireValue> sizes(Map<String, Integer> bytes) {
        Map<String, WireValue> sizes = new HashMap<>();
        bytes.forEach((name, size) -> sizes.put(name, new WireValue(name, DataType.FP32, List.of(-1L, 1L), size)));
        return sizes;
    }

    private static List<List<String>> wires(ModelProto model, Map<String, Integer> bytes) {
        return Cuts.of(Graph.of(model), sizes(bytes)).stream().map(Cut::wire).toList();
    }

    @Test
    void chain_hasOneCutBehindEachOperatorButTheLast() {
        ModelProto chain = new TestingModel()
                .input("x", -1, 1)
                .node("Relu", "x", "a")
                .node("Relu", "a", "b")
                .node("Relu", "b", "y")
                .output("y", -1, 1)
                .build();

        assertThat(wires(chain, Map.of("x", 4, "a", 4, "b", 4))).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void residual_isSentOnceHoweverManyReadIt() {
        ModelProto residual = new TestingModel()
                .input("x", -1, 1)
                .node("Relu", "x", "a")
                .node("Relu", "a", "b")
                .node("Add", "a b", "y")
                .output("y", -1, 1)
                .build();

        List<Cut> cuts = Cuts.of(Graph.of(residual), sizes(Map.of("x", 4, "a", 4, "b", 4)));
        assertThat(cuts).extracting(Cut::wire).containsExactly(List.of("a"), List.of("a", "b"));
        assertThat(cuts).extracting(Cut::wireBytes).containsExactly(4L, 8L);
    }

    /** In the order of the graph the branches alternate: no prefix has all of the one that shrinks, none of the other. */
    @Test
    void branches_areCutWhereFewestBytesCross_notOnlyAlongTheOrder() {
        ModelProto branches = new TestingModel()
                .input("x", -1, 1)
                .node("Relu", "x", "wide")
                .node("Relu", "x", "left")
                .node("Relu", "left", "grown")
                .node("Relu", "wide", "narrow")
                .node("Add", "grown narrow", "y")
                .output("y", -1, 1)
                .build();
        Map<String, Integer> bytes = Map.of("x", 50, "wide", 100, "left", 1, "grown", 100, "narrow", 1);

        assertThat(wires(branches, bytes)).contains(List.of("left", "narrow"));
    }

    @Test
    void whatCannotBeSent_isNeverCut() {
        ModelProto chain = new TestingModel()
                .input("x", -1, 1)
                .node("Relu", "x", "a")
                .node("SequenceConstruct", "a", "sequence")
                .node("SequenceLength", "sequence", "y")
                .output("y", -1, 1)
                .build();

        assertThat(wires(chain, Map.of("x", 4, "a", 4))).containsExactly(List.of("a"));
    }

    @Test
    void constantsAndDeadOperators_areNoPlacesToCut() {
        ModelProto model = new TestingModel()
                .input("x", -1, 1)
                .constant("c", new float[] {1}, 1)
                .node("Relu", "c", "d")
                .node("Add", "x d", "a")
                .node("Relu", "a", "nobody")
                .node("Mul", "a d", "y")
                .output("y", -1, 1)
                .build();

        assertThat(wires(model, Map.of("x", 4, "a", 4, "d", 4, "nobody", 1))).containsExactly(List.of("a"));
    }

    /** Against all partitions of small random graphs: none that crosses a value sends fewer bytes than the best found. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void random_nothingSendsFewerBytes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int operators = 10;
        Map<String, Integer> bytes = new HashMap<>(Map.of("x", random.nextInt(1, 30)));
        ModelProto model = random(random, operators, bytes);
        Graph graph = Graph.of(model);
        Flow flow = Flow.of(graph, sizes(bytes));
        List<Cut> found = Cuts.of(graph, sizes(bytes));

        for (Cut any : all(flow)) {
            for (String value : any.wire()) {
                if (value.equals("x")) {
                    continue;
                }
                long best = found.stream()
                        .filter(cut -> cut.wire().contains(value))
                        .mapToLong(Cut::wireBytes)
                        .min()
                        .orElse(Long.MAX_VALUE);
                assertThat(best).as("%s in %s", value, any).isLessThanOrEqualTo(any.wireBytes());
            }
        }
        assertThat(found)
                .allSatisfy(cut -> assertThat(isClosed(flow, cut.head())).isTrue());
        assertThat(found).doesNotHaveDuplicates();
    }

    private static ModelProto random(SplittableRandom random, int operators, Map<String, Integer> bytes) {
        TestingModel model = new TestingModel().input("x", -1, 1);
        List<String> values = new ArrayList<>(List.of("x"));
        for (int i = 0; i < operators; i++) {
            String a = values.get(random.nextInt(values.size()));
            String b = values.get(random.nextInt(values.size()));
            model.node(a.equals(b) ? "Relu" : "Add", a.equals(b) ? a : a + " " + b, "v" + i);
            values.add("v" + i);
            bytes.put("v" + i, random.nextInt(1, 30));
        }
        values.subList(1, values.size()).forEach(value -> model.output(value, -1, 1));
        return model.build();
    }

    private static List<Cut> all(Flow flow) {
        List<Cut> cuts = new ArrayList<>();
        for (long bits = 1; bits < 1L << flow.operators().size(); bits++) {
            BitSet head = BitSet.valueOf(new long[] {bits});
            if (isClosed(flow, head)) {
                Cuts.cut(flow, head).ifPresent(cuts::add);
            }
        }
        return cuts;
    }

    private static boolean isClosed(Flow flow, BitSet head) {
        return flow.values().stream()
                .allMatch(value -> value.producer() < 0
                        || head.get(value.producer())
                        || value.readers().stream().noneMatch(head::get));
    }
}
