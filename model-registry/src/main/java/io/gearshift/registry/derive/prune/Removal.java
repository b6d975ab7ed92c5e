package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes channels out of a model: slices constants, and corrects the numbers that operators state. */
public final class Removal {

    private final ChannelMap map;
    private final Graph graph;
    private final Set<Integer> gone;

    private Removal(ChannelMap map, ModelProto model, Set<Integer> gone) {
        this.map = map;
        this.graph = Graph.of(model);
        this.gone = gone;
    }

    /**
     * @param model the one that the map is of, perhaps with other weights
     * @param gone channels, as their groups name them
     */
    public static ModelProto apply(ChannelMap map, ModelProto model, Set<Integer> gone) {
        return new Removal(map, model, gone).apply();
    }

    private ModelProto apply() {
        List<TensorProto> constants = List.copyOf(graph.constants().values());
        constants.forEach(this::slice);
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto node : graph.nodes()) {
            nodes.add(
                    Nodes.is(node, "Reshape") ? reshaped(node, nodes) : Nodes.is(node, "Conv") ? grouped(node) : node);
        }
        graph.setNodes(nodes);
        graph.dropUnread();
        return graph.toModel();
    }

    private void slice(TensorProto constant) {
        TensorProto sliced = constant;
        for (Slot slot : map.channels().slots(constant.getName())) {
            sliced = slice(sliced, slot.axis(), map.kept(slot, gone));
        }
        if (sliced != constant) {
            graph.put(sliced);
        }
    }

    /** The tensor with only some entries along one axis. */
    static TensorProto slice(TensorProto tensor, int axis, int[] kept) {
        int size = (int) tensor.getDims(axis);
        if (kept.length == size) {
            return tensor;
        }
        float[] values = TensorData.floats(tensor);
        int inner = 1;
        for (int i = axis + 1; i < tensor.getDimsCount(); i++) {
            inner *= (int) tensor.getDims(i);
        }
        int outer = values.length / (inner * size);
        float[] some = new float[outer * kept.length * inner];
        for (int o = 0; o < outer; o++) {
            for (int k = 0; k < kept.length; k++) {
                System.arraycopy(values, (o * size + kept[k]) * inner, some, (o * kept.length + k) * inner, inner);
            }
        }
        List<Long> dims = new ArrayList<>(tensor.getDimsList());
        dims.set(axis, (long) kept.length);
        return TensorData.floats(tensor.getName(), dims, some);
    }

    private NodeProto reshaped(NodeProto node, List<NodeProto> into) {
        Map<Integer, Integer> sizes = new HashMap<>();
        for (Slot slot : map.channels().slots(node.getOutput(0))) {
            int kept = map.kept(slot, gone).length;
            if (kept != map.channels().size(slot)) {
                sizes.put(slot.axis(), kept);
            }
        }
        return sizes.isEmpty() ? node : StatedShape.of(node, graph).with(sizes, into);
    }

    /** A depthwise convolution has as many groups as channels. */
    private NodeProto grouped(NodeProto node) {
        Slot x = new Slot(node.getInput(0), 1);
        boolean isDepthwise = Nodes.integer(node, "group", 1) > 1
                && map.graph()
                        .constant(node.getInput(1))
                        .filter(Convolutions::isDepthwise)
                        .isPresent();
        if (!isDepthwise || !map.channels().has(x)) {
            return node;
        }
        NodeProto.Builder changed = node.toBuilder().clearAttribute();
        node.getAttributeList().stream()
                .filter(attribute -> !attribute.getName().equals("group"))
                .forEach(changed::addAttribute);
        return changed.addAttribute(Nodes.attribute("group", map.kept(x, gone).length))
                .build();
    }
}
