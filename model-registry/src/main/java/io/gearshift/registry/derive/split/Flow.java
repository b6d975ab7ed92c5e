package io.gearshift.registry.derive.split;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.gearshift.registry.derive.graph.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What hangs on a model's inputs: the operators that a cut parts, and the values between them. Operators that read only
 * constants are in both parts where they are needed, as constants are. Immutable.
 *
 * @param operators in topological order
 * @param values that at least one of the operators reads
 */
record Flow(List<NodeProto> operators, List<Value> values) {

    /** What a cut may not send. */
    static final long NEVER = Long.MAX_VALUE / 4;

    /**
     * @param producer position of the operator that gives it; -1 for an input of the model
     * @param readers positions of the operators that read it
     * @param bytes of one sample; {@link #NEVER} when it cannot be sent
     */
    record Value(String name, int producer, List<Integer> readers, long bytes) {}

    static Flow of(Graph graph, Map<String, WireValue> sizes) {
        Set<String> moving = new HashSet<>();
        graph.inputs().forEach(input -> moving.add(input.getName()));
        Set<NodeProto> needed = needed(graph);
        List<NodeProto> operators = new ArrayList<>();
        Map<String, Integer> producers = new LinkedHashMap<>();
        Map<String, List<Integer>> readers = new HashMap<>();
        moving.forEach(input -> producers.put(input, -1));
        for (NodeProto node : graph.nodes()) {
            List<String> taken =
                    Graph.taken(node).stream().filter(moving::contains).toList();
            if (taken.isEmpty() || !needed.contains(node)) {
                continue;
            }
            int position = operators.size();
            operators.add(node);
            taken.forEach(value ->
                    readers.computeIfAbsent(value, v -> new ArrayList<>()).add(position));
            for (String output : node.getOutputList()) {
                if (!output.isEmpty()) {
                    moving.add(output);
                    producers.put(output, position);
                }
            }
        }
        List<Value> values = new ArrayList<>();
        producers.forEach((name, producer) -> {
            WireValue size = sizes.get(name);
            if (readers.containsKey(name)) {
                values.add(new Value(name, producer, readers.get(name), size == null ? NEVER : size.bytes()));
            }
        });
        return new Flow(List.copyOf(operators), List.copyOf(values));
    }

    /** Without operators that no output hangs on: a tail of those alone would answer nothing. */
    private static Set<NodeProto> needed(Graph graph) {
        Set<NodeProto> needed = new HashSet<>();
        Set<String> wanted = new HashSet<>(graph.outputNames());
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            NodeProto node = graph.nodes().get(i);
            if (node.getOutputList().stream().anyMatch(wanted::contains)) {
                needed.add(node);
                wanted.addAll(Graph.taken(node));
            }
        }
        return needed;
    }
}
