package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the rules read and write while they follow channels through a graph, operator by operator. */
final class Scope {

    private final Graph graph;
    private final Map<String, long[]> shapes;
    private final Channels channels = new Channels();
    private final Set<Slot> producers = new LinkedHashSet<>();
    private final List<Consumer> consumers = new ArrayList<>();

    /** @param shapes of the FP32 values, found on samples; the batch is among them */
    Scope(Graph graph, Map<String, long[]> shapes) {
        this.graph = graph;
        this.shapes = shapes;
    }

    Graph graph() {
        return graph;
    }

    Channels channels() {
        return channels;
    }

    /** Outputs of operators with weights: where channels begin. */
    Set<Slot> producers() {
        return producers;
    }

    List<Consumer> consumers() {
        return consumers;
    }

    /** Empty when it is not known, as of values that are not FP32. */
    Optional<long[]> shape(String tensor) {
        Optional<TensorProto> constant = graph.constant(tensor);
        return constant.isPresent()
                ? Optional.of(constant.get().getDimsList().stream()
                        .mapToLong(Long::longValue)
                        .toArray())
                : Optional.ofNullable(shapes.get(tensor));
    }

    Optional<TensorProto> floats(NodeProto node, int input) {
        return node.getInputCount() <= input
                ? Optional.empty()
                : graph.constant(node.getInput(input)).filter(TensorData::isFloat);
    }

    /** Channels of a value that is joined with followed ones. What nobody has followed so far must stay as it is. */
    Slot join(String tensor, int axis, int size) {
        Slot slot = new Slot(tensor, axis);
        boolean isNew = !channels.has(slot);
        channels.open(tensor, axis, size);
        boolean isConstant = graph.constant(tensor).filter(TensorData::isFloat).isPresent();
        if (isNew && !isConstant) {
            channels.pin(slot, "joined with " + tensor + ", which must stay");
        }
        return slot;
    }

    /** The weights' own output channels, with a bias where there is one. */
    Slot produce(NodeProto node, int axis, Slot out) {
        Slot slot = channels.open(node.getOutput(0), axis, channels.size(out));
        channels.unite(out, slot);
        producers.add(slot);
        return slot;
    }

    /** Passes channels on unchanged. */
    void pass(Slot from, String to, int axis) {
        channels.unite(from, channels.open(to, axis, channels.size(from)));
    }

    /** Leaves a node that cannot be followed, and all channels that it reads, as they are. */
    void leave(NodeProto node) {
        leave(node, Nodes.describe(node) + " is not followed");
    }

    void leave(NodeProto node, String reason) {
        Graph.taken(node).forEach(tensor -> channels.pin(tensor, reason));
    }

    /** @param axis may count from the end */
    static int axis(long axis, int rank) {
        return (int) (axis < 0 ? axis + rank : axis);
    }
}
