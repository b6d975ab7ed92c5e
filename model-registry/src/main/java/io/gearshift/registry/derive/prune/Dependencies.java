package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import java.util.HashMap;
import java.util.Map;

/** Follows all channels of a graph from the weights that make them to those that take them. */
final class Dependencies {

    private static final Rule LEFT = (node, scope) -> scope.leave(node);

    private static final Map<String, Rule> RULES = rules();

    private Dependencies() {}

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        put(rules, new Convolutions(), "Conv ConvTranspose");
        put(rules, new Products(), "Gemm MatMul");
        put(rules, new Elementwise(), "Add Sub Mul Div Pow Min Max Sum Mean PRelu Identity Dropout Cast");
        put(
                rules,
                new Elementwise(),
                "Relu LeakyRelu Elu Selu Celu ThresholdedRelu Clip Sigmoid HardSigmoid HardSwish");
        put(
                rules,
                new Elementwise(),
                "Tanh Gelu Mish Erf Exp Log Sqrt Abs Neg Reciprocal Softplus Softsign Floor Ceil Round");
        put(rules, new Channelwise(), "MaxPool AveragePool LpPool GlobalAveragePool GlobalMaxPool Pad Resize Upsample");
        put(rules, new Channelwise(), "BatchNormalization InstanceNormalization");
        put(rules, new Reductions(), "ReduceMean ReduceSum ReduceMax ReduceMin ReduceL2");
        put(rules, new Normalisations(), "Softmax LogSoftmax LayerNormalization");
        put(rules, new Concatenations(), "Concat");
        put(rules, new Transpositions(), "Transpose");
        put(rules, new Reshapes(), "Reshape Flatten Squeeze Unsqueeze");
        put(rules, new ShapeReads(), "Shape");
        return rules;
    }

    private static void put(Map<String, Rule> rules, Rule rule, String operators) {
        for (String operator : operators.split(" ")) {
            rules.put(operator, rule);
        }
    }

    /** @param shapes of the FP32 values */
    static Scope follow(Graph graph, Map<String, long[]> shapes) {
        Scope scope = new Scope(graph, shapes);
        pass(graph, scope);
        // Again, for readers of a constant whose channels a later reader made known.
        scope.consumers().clear();
        pass(graph, scope);
        graph.outputNames().forEach(output -> scope.channels().pin(output, "is the model's answer"));
        return scope;
    }

    private static void pass(Graph graph, Scope scope) {
        for (NodeProto node : graph.nodes()) {
            boolean isStandard = Nodes.isStandard(node.getDomain());
            Rule rule = isStandard ? RULES.getOrDefault(node.getOpType(), LEFT) : LEFT;
            rule.follow(node, scope);
        }
    }
}
