package io.gearshift.registry.derive.quantise;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;
import java.util.List;
import java.util.Optional;

/** Large constant tables that a Gather reads row by row, as word embeddings are: bytes with a scale a row. */
final class Tables {

    /** Smaller tables are not worth two more operators. */
    private static final long LEAST_TABLE = 4096;

    private Tables() {}

    /** The node's table, when it reads one that is large enough. */
    static Optional<TensorProto> find(Graph graph, NodeProto node) {
        if (!Nodes.is(node, "Gather") || Nodes.integer(node, "axis", 0) != 0) {
            return Optional.empty();
        }
        return graph.constant(node.getInput(0))
                .filter(table -> TensorData.isFloat(table)
                        && table.getDimsCount() == 2
                        && TensorData.count(table) >= LEAST_TABLE);
    }

    /**
     * Rows as bytes, turned into floats once they are read.
     *
     * @param into takes all but the last of the operators
     * @return the last, which gives what the Gather gave
     */
    static NodeProto gather(Graph graph, NodeProto node, TensorProto table, List<NodeProto> into) {
        WeightBytes bytes = WeightBytes.of(table, 0);
        String stored = table.getName() + "_q";
        String scales = table.getName() + "_s";
        graph.put(TensorData.bytes(stored, DataType.INT8, table.getDimsList(), bytes.values()));
        graph.put(TensorData.floats(scales, List.of((long) bytes.scales().length, 1L), bytes.scales()));
        String output = node.getOutput(0);
        String rows = graph.fresh(output + "_rows");
        String floats = graph.fresh(output + "_cast");
        String scale = graph.fresh(output + "_scale");
        String indices = node.getInput(1);
        into.add(Nodes.make("Gather", List.of(stored, indices), List.of(rows)));
        into.add(Nodes.make("Gather", List.of(scales, indices), List.of(scale)));
        into.add(Nodes.make("Cast", List.of(rows), List.of(floats), Nodes.attribute("to", DataType.FLOAT_VALUE)));
        return Nodes.make("Mul", List.of(floats, scale), List.of(output));
    }
}
