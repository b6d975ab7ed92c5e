package io.gearshift.registry.derive.calibrate;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.gearshift.registry.derive.graph.Graph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The part of a model that some of its values need, which they are the outputs of. The runtime would compute all of it. */
final class Upstream {

    private Upstream() {}

    /** @param wanted names of values in the main graph; those that nothing gives are left out */
    static ModelProto of(ModelProto model, Collection<String> wanted) {
        GraphProto graph = model.getGraph();
        Set<String> needed = new HashSet<>(wanted);
        List<NodeProto> nodes = new ArrayList<>();
        Set<String> given = new HashSet<>();
        graph.getInputList().forEach(input -> given.add(input.getName()));
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            NodeProto node = graph.getNode(i);
            if (!Collections.disjoint(node.getOutputList(), needed)) {
                nodes.add(node);
                needed.addAll(Graph.taken(node));
                given.addAll(node.getOutputList());
            }
        }
        Collections.reverse(nodes);
        GraphProto.Builder part =
                graph.toBuilder().clearNode().addAllNode(nodes).clearOutput().clearInitializer();
        graph.getInitializerList().stream()
                .filter(constant -> needed.contains(constant.getName()))
                .forEach(part::addInitializer);
        for (String name : new LinkedHashSet<>(wanted)) {
            if (given.contains(name)) {
                part.addOutput(output(graph, name));
            }
        }
        return model.toBuilder().setGraph(part).build();
    }

    private static ValueInfoProto output(GraphProto graph, String name) {
        return graph.getOutputList().stream()
                .filter(output -> output.getName().equals(name))
                .findFirst()
                .orElse(ValueInfoProto.newBuilder().setName(name).build());
    }
}
