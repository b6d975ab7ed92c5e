package io.gearshift.registry.derive.quantise;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Weights that are bytes in the file and floats in use. A cast and a product of constants: the runtime computes them once,
 * while it loads. It would not do so with DequantizeLinear, and then unpack them at each inference.
 */
final class StoredWeights {

    private StoredWeights() {}

    /**
     * @param into takes the operators
     * @return name of the floats; the same for the same weights
     */
    static String asFloats(Graph graph, TensorProto weights, int axis, List<NodeProto> into) {
        String floats = weights.getName() + "_f";
        if (into.stream().anyMatch(node -> node.getOutputList().contains(floats))) {
            return floats;
        }
        WeightBytes bytes = WeightBytes.of(weights, axis);
        String stored = graph.fresh(weights.getName() + "_b");
        String scales = graph.fresh(weights.getName() + "_bs");
        String cast = graph.fresh(weights.getName() + "_c");
        List<Long> shape = new ArrayList<>(Collections.nCopies(weights.getDimsCount(), 1L));
        shape.set(axis, (long) bytes.scales().length);
        graph.put(TensorData.bytes(stored, DataType.INT8, weights.getDimsList(), bytes.values()));
        graph.put(TensorData.floats(scales, shape, bytes.scales()));
        into.add(Nodes.make("Cast", List.of(stored), List.of(cast), Nodes.attribute("to", DataType.FLOAT_VALUE)));
        into.add(Nodes.make("Mul", List.of(cast, scales), List.of(floats)));
        return floats;
    }
}
