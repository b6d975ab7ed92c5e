package io.gearshift.registry.derive.quantise;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.registry.derive.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Bytes in the file, floats in use: a smaller file and download, the same speed and memory. */
public final class WeightQuantiser {

    private WeightQuantiser() {}

    /**
     * Changes the graph.
     *
     * @return first outputs of the operators whose weights are bytes now
     */
    public static List<String> apply(Graph graph) {
        List<NodeProto> result = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (NodeProto node : graph.nodes()) {
            Optional<TensorProto> weights = Operators.weights(graph, node);
            OptionalInt axis =
                    weights.map(found -> Operators.channelAxis(node, found)).orElseGet(OptionalInt::empty);
            if (weights.isPresent() && axis.isPresent()) {
                String floats = StoredWeights.asFloats(graph, weights.get(), axis.getAsInt(), result);
                result.add(node.toBuilder().setInput(1, floats).build());
                changed.add(node.getOutput(0));
            } else {
                result.add(Tables.find(graph, node)
                        .map(table -> gather(graph, node, table, result, changed))
                        .orElse(node));
            }
        }
        graph.setNodes(result);
        graph.dropUnread();
        return changed;
    }

    private static NodeProto gather(
            Graph graph, NodeProto node, TensorProto table, List<NodeProto> into, List<String> changed) {
        changed.add(node.getOutput(0));
        return Tables.gather(graph, node, table, into);
    }
}
