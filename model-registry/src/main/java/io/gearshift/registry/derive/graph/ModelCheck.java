package io.gearshift.registry.derive.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashSet;
import java.util.Set;

/** Whether a model is well formed: what every pass relies on. Source: the ONNX specification, IR. */
public final class ModelCheck {

    private final ModelProto model;
    private final Set<String> domains = new HashSet<>();

    private ModelCheck(ModelProto model) {
        this.model = model;
    }

    /** @throws DeriveException with the first thing that is wrong */
    public static void require(ModelProto model) throws DeriveException {
        new ModelCheck(model).check();
    }

    private void check() throws DeriveException {
        if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
            throw broken("no graph (expected: a graph with at least one node)");
        }
        model.getOpsetImportList().forEach(opset -> domains.add(domain(opset.getDomain())));
        if (domains.isEmpty()) {
            throw broken("no opset_import (expected: the version of the operators)");
        }
        checkGraph(model.getGraph(), Set.of());
    }

    private void checkGraph(GraphProto graph, Set<String> outer) throws DeriveException {
        Set<String> defined = new HashSet<>();
        for (var input : graph.getInputList()) {
            if (!defined.add(input.getName())) {
                throw broken("input " + input.getName() + ": defined twice (expected: once)");
            }
        }
        Set<String> constants = new HashSet<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            if (!constants.add(tensor.getName())) {
                throw broken("constant " + tensor.getName() + ": defined twice (expected: once)");
            }
            checkConstant(tensor);
        }
        defined.addAll(constants);
        for (NodeProto node : graph.getNodeList()) {
            checkNode(node, defined, outer);
        }
        for (var output : graph.getOutputList()) {
            if (!defined.contains(output.getName()) && !outer.contains(output.getName())) {
                throw broken("output " + output.getName() + ": no node gives it");
            }
        }
    }

    private void checkNode(NodeProto node, Set<String> defined, Set<String> outer) throws DeriveException {
        String what = Nodes.describe(node);
        if (node.getOpType().isEmpty()) {
            throw broken("node " + what + ": no operator");
        }
        if (!domains.contains(domain(node.getDomain()))) {
            throw broken("node " + what + ": operators of domain '" + node.getDomain()
                    + "' have no version (expected: an" + " opset_import)");
        }
        for (String input : node.getInputList()) {
            if (!input.isEmpty() && !defined.contains(input) && !outer.contains(input)) {
                throw broken("node " + what + ": input " + input + " is not defined before it");
            }
        }
        for (var attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                Set<String> scope = new HashSet<>(outer);
                scope.addAll(defined);
                checkGraph(attribute.getG(), scope);
            }
        }
        for (String output : node.getOutputList()) {
            if (!output.isEmpty() && !defined.add(output)) {
                throw broken("node " + what + ": output " + output + " is defined twice (expected: once)");
            }
        }
    }

    private static void checkConstant(TensorProto tensor) throws DeriveException {
        if (!TensorData.isFloat(tensor)) {
            return;
        }
        long bytes = TensorData.count(tensor) * Float.BYTES;
        long found = tensor.hasRawData() ? tensor.getRawData().size() : (long) tensor.getFloatDataCount() * Float.BYTES;
        if (found != bytes) {
            throw broken("constant " + tensor.getName() + ": " + found + " bytes (expected: " + bytes + " for "
                    + tensor.getDimsList() + ")");
        }
        float[] values = TensorData.floats(tensor);
        for (int i = 0; i < values.length; i++) {
            // Minus infinity is an honest mask; NaN is never meant.
            if (Float.isNaN(values[i])) {
                throw broken("constant " + tensor.getName() + ": element " + i + " is NaN");
            }
        }
    }

    private static String domain(String domain) {
        return Nodes.isStandard(domain) ? "" : domain;
    }

    private static DeriveException broken(String what) {
        return new DeriveException("not a valid model: " + what, "export the model again");
    }
}
