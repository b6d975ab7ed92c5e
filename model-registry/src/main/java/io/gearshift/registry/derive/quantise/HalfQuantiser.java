package io.gearshift.registry.derive.quantise;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;
import io.gearshift.registry.onnx.Halves;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * FP32 constants as halves in the file, floats in use: the runtime turns them back once, while it loads. Rows of a large table
 * are turned when they are read, so that the table stays half as large in memory, too.
 */
public final class HalfQuantiser {

    /** Smaller ones, such as biases and norms, are not worth an operator. */
    private static final long LEAST_ELEMENTS = 256;

    private final Graph graph;
    private final List<NodeProto> result = new ArrayList<>();
    private final Map<String, String> halves = new HashMap<>();
    private final Map<String, String> floats = new HashMap<>();

    private HalfQuantiser(Graph graph) {
        this.graph = graph;
    }

    /**
     * Changes the graph. A constant with a number that no half can show stays as it is.
     *
     * @return names of the constants that are halves now
     */
    public static List<String> apply(Graph graph) {
        HalfQuantiser quantiser = new HalfQuantiser(graph);
        graph.nodes().forEach(quantiser::add);
        graph.setNodes(quantiser.result);
        graph.dropUnread();
        return quantiser.halves.keySet().stream().sorted().toList();
    }

    private void add(NodeProto node) {
        Optional<TensorProto> table = Tables.find(graph, node).filter(HalfQuantiser::isHalvable);
        if (table.isPresent()) {
            String rows = graph.fresh(node.getOutput(0) + "_rows");
            result.add(node.toBuilder()
                    .setInput(0, half(table.get()))
                    .setOutput(0, rows)
                    .build());
            result.add(cast(rows, node.getOutput(0)));
            return;
        }
        NodeProto.Builder changed = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            Optional<TensorProto> constant = graph.constant(node.getInput(i)).filter(HalfQuantiser::isHalvable);
            if (constant.isPresent()) {
                changed.setInput(i, floats.computeIfAbsent(node.getInput(i), name -> asFloats(constant.get())));
            }
        }
        result.add(changed.build());
    }

    private static boolean isHalvable(TensorProto constant) {
        if (!TensorData.isFloat(constant) || TensorData.count(constant) < LEAST_ELEMENTS) {
            return false;
        }
        for (float value : TensorData.floats(constant)) {
            if (!(Math.abs(value) <= Halves.MOST)) {
                return false;
            }
        }
        return true;
    }

    private String half(TensorProto constant) {
        return halves.computeIfAbsent(constant.getName(), name -> {
            String half = graph.fresh(name + "_h");
            float[] values = TensorData.floats(constant);
            short[] bits = new short[values.length];
            for (int i = 0; i < values.length; i++) {
                bits[i] = Halves.of(values[i]);
            }
            graph.put(TensorData.halves(half, constant.getDimsList(), bits));
            return half;
        });
    }

    private String asFloats(TensorProto constant) {
        String name = graph.fresh(constant.getName() + "_f");
        result.add(cast(half(constant), name));
        return name;
    }

    private static NodeProto cast(String from, String to) {
        return Nodes.make("Cast", List.of(from), List.of(to), Nodes.attribute("to", DataType.FLOAT_VALUE));
    }
}
