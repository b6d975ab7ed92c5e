package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;
import java.util.List;
import java.util.Set;

/**
 * What the convolutions and the products with weights of a model cost, with some channels gone.
 *
 * @param weights elements of their weights
 * @param multiplyAdds for one sample
 */
public record Costs(long weights, long multiplyAdds) {

    private static final List<String> OPERATORS = List.of("Conv", "ConvTranspose", "Gemm", "MatMul");

    public static Costs of(ChannelMap map, Set<Integer> gone) {
        long weights = 0;
        long multiplyAdds = 0;
        for (NodeProto node : map.graph().nodes()) {
            boolean isWeighted = Nodes.isStandard(node.getDomain())
                    && OPERATORS.contains(node.getOpType())
                    && map.graph()
                            .constant(node.getInput(1))
                            .filter(TensorData::isFloat)
                            .isPresent();
            if (isWeighted) {
                TensorProto tensor = map.graph().constant(node.getInput(1)).orElseThrow();
                long elements = elements(map, tensor, gone);
                weights += elements;
                multiplyAdds += elements * ChannelMap.uses(node, map.shapes());
            }
        }
        return new Costs(weights, multiplyAdds);
    }

    private static long elements(ChannelMap map, TensorProto tensor, Set<Integer> gone) {
        long elements = TensorData.count(tensor);
        for (Slot slot : map.channels().slots(tensor.getName())) {
            elements = elements / tensor.getDims(slot.axis()) * map.kept(slot, gone).length;
        }
        return elements;
    }

    /** The lesser of both shares, 0..1. */
    public double saved(Costs all) {
        return Math.min(weightsSaved(all), multiplyAddsSaved(all));
    }

    /** Share of the weights that these costs do without; 0..1. */
    public double weightsSaved(Costs all) {
        return 1 - (double) weights / all.weights;
    }

    /** Share of the multiply-adds that these costs do without; 0..1. */
    public double multiplyAddsSaved(Costs all) {
        return 1 - (double) multiplyAdds / all.multiplyAdds;
    }
}
