package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shape that a Reshape is given: a constant, or a Concat of one number an axis, some of them constants.
 *
 * @param parts a constant an axis, or the names of the Concat's inputs
 */
record StatedShape(NodeProto node, Optional<long[]> constant, List<String> parts, Graph graph) {

    static StatedShape of(NodeProto node, Graph graph) {
        String shape = node.getInputCount() < 2 ? "" : node.getInput(1);
        Optional<long[]> constant = graph.constant(shape).map(TensorData::integers);
        List<String> parts = graph.producer(shape)
                .filter(producer -> Nodes.is(producer, "Concat"))
                .map(producer -> List.copyOf(producer.getInputList()))
                .orElse(List.of());
        return new StatedShape(node, constant, parts, graph);
    }

    boolean isStated(int axis) {
        return constant.isPresent() ? axis < constant.get().length : part(axis).isPresent();
    }

    private Optional<TensorProto> part(int axis) {
        boolean isEach =
                parts.size() > axis && parts.stream().map(graph::constant).allMatch(c -> c.isEmpty() || isOne(c.get()));
        return isEach ? graph.constant(parts.get(axis)) : Optional.empty();
    }

    private static boolean isOne(TensorProto tensor) {
        return TensorData.count(tensor) == 1;
    }

    /**
     * Makes the shape state other sizes. Sizes that are left to the runtime (0 and -1) stay so.
     *
     * @param sizes by axis
     * @param into where a new Concat goes
     * @return the node that reads the new shape
     */
    NodeProto with(Map<Integer, Integer> sizes, List<NodeProto> into) {
        String name = graph.fresh(node.getOutput(0) + "_shape");
        if (constant.isPresent()) {
            long[] stated = constant.get().clone();
            sizes.forEach((axis, size) -> stated[axis] = stated[axis] > 0 ? size : stated[axis]);
            graph.put(TensorData.longs(name, List.of((long) stated.length), stated));
        } else {
            List<String> changed = new ArrayList<>(parts);
            sizes.forEach((axis, size) -> part(axis)
                    .filter(part -> TensorData.integers(part)[0] > 0)
                    .ifPresent(part -> {
                        String own = graph.fresh(name + "_" + axis);
                        graph.put(TensorData.longs(own, List.of(1L), size));
                        changed.set(axis, own);
                    }));
            into.add(Nodes.make("Concat", changed, List.of(name), Nodes.attribute("axis", 0)));
        }
        return node.toBuilder().setInput(1, name).build();
    }
}
