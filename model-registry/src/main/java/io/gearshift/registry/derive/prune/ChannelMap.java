package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The channels of a model that may go, and why others stay. */
public final class ChannelMap {

    private final Graph graph;
    private final Map<String, long[]> shapes;
    private final Scope scope;
    private final List<ChannelGroup> groups = new ArrayList<>();
    private final List<String> whole = new ArrayList<>();

    private ChannelMap(Graph graph, Map<String, long[]> shapes) {
        this.graph = graph;
        this.shapes = shapes;
        this.scope = Dependencies.follow(graph, shapes);
        collect();
    }

    /** @param shapes of the FP32 values on some samples */
    public static ChannelMap of(ModelProto model, Map<String, long[]> shapes) {
        return new ChannelMap(Graph.of(model), shapes);
    }

    private void collect() {
        Map<Integer, Set<Slot>> producers = new LinkedHashMap<>();
        for (Slot slot : scope.producers()) {
            for (int i = 0; i < channels().size(slot); i++) {
                producers
                        .computeIfAbsent(channels().set(slot, i), set -> new LinkedHashSet<>())
                        .add(slot);
            }
        }
        Map<Set<Slot>, List<Integer>> byProducers = new LinkedHashMap<>();
        producers.forEach((set, slots) -> {
            if (channels().pinned(set).isEmpty()) {
                byProducers.computeIfAbsent(slots, s -> new ArrayList<>()).add(set);
            }
        });
        byProducers.forEach((slots, sets) -> {
            if (sets.size() > 1) {
                groups.add(new ChannelGroup(slots.iterator().next().tensor(), sets));
            }
        });
        scope.producers().forEach(this::explain);
    }

    private void explain(Slot slot) {
        Set<String> reasons = new TreeSet<>();
        for (int i = 0; i < channels().size(slot); i++) {
            channels().pinned(channels().set(slot, i)).ifPresent(reasons::add);
        }
        if (!reasons.isEmpty()) {
            whole.add(slot.tensor() + ": " + String.join("; ", reasons));
        }
    }

    public List<ChannelGroup> groups() {
        return groups;
    }

    /** First outputs of the operators whose channels stay, with the reason. */
    public List<String> whole() {
        return whole;
    }

    Channels channels() {
        return scope.channels();
    }

    Graph graph() {
        return graph;
    }

    Map<String, long[]> shapes() {
        return shapes;
    }

    List<Consumer> consumers() {
        return scope.consumers();
    }

    /** Those that read channels of the group. */
    List<Consumer> consumers(ChannelGroup group) {
        Set<Integer> sets = Set.copyOf(group.channels());
        return consumers().stream()
                .filter(consumer -> !indices(consumer.x(), sets).isEmpty())
                .toList();
    }

    /** Where channels of these sets lie along the slot. */
    List<Integer> indices(Slot slot, Set<Integer> sets) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < channels().size(slot); i++) {
            if (sets.contains(channels().set(slot, i))) {
                indices.add(i);
            }
        }
        return indices;
    }

    /** Where the others lie. */
    int[] kept(Slot slot, Set<Integer> gone) {
        Set<Integer> indices = Set.copyOf(indices(slot, gone));
        return java.util.stream.IntStream.range(0, channels().size(slot))
                .filter(i -> !indices.contains(i))
                .toArray();
    }

    /** How many elements of the output one application of the weights serves: pixels of a map, rows of a product. */
    static long uses(NodeProto node, Map<String, long[]> shapes) {
        long[] shape = shapes.getOrDefault(node.getOutput(0), new long[] {1});
        boolean isConvolution = Nodes.is(node, "Conv");
        long[] input = shapes.getOrDefault(node.getInput(0), shape);
        long uses = 1;
        for (int i = 1; i < shape.length; i++) {
            boolean isSpace = isConvolution ? i > 1 : i < shape.length - 1;
            uses *= isSpace ? shape[i] : 1;
        }
        if (Nodes.is(node, "ConvTranspose")) {
            uses = 1;
            for (int i = 2; i < input.length; i++) {
                uses *= input[i];
            }
        }
        return uses;
    }
}
