package io.gearshift.registry.derive.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The main graph of a model, changeable: nodes in topological order, constants by name, who gives and who takes each value.
 * Nodes inside another node's own graph (If, Loop) are left as they are; what they take from outside counts as taken by
 * that node. Not thread-safe.
 */
public final class Graph {

    private final ModelProto origin;
    private final Map<String, TensorProto> constants = new LinkedHashMap<>();
    private final Map<String, Long> opsets = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private List<NodeProto> nodes;
    private Map<String, NodeProto> producers = Map.of();
    private Map<String, List<NodeProto>> consumers = Map.of();

    private Graph(ModelProto model) {
        origin = model;
        GraphProto graph = model.getGraph();
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        model.getOpsetImportList()
                .forEach(opset ->
                        opsets.put(Nodes.isStandard(opset.getDomain()) ? "" : opset.getDomain(), opset.getVersion()));
        nodes = graph.getNodeList();
        setNodes(nodes);
        graph.getInputList().forEach(input -> names.add(input.getName()));
        graph.getOutputList().forEach(output -> names.add(output.getName()));
        names.addAll(constants.keySet());
    }

    public static Graph of(ModelProto model) {
        return new Graph(model);
    }

    public List<NodeProto> nodes() {
        return nodes;
    }

    /** @param changed in topological order */
    public void setNodes(List<NodeProto> changed) {
        nodes = List.copyOf(changed);
        producers = new HashMap<>();
        consumers = new HashMap<>();
        for (NodeProto node : nodes) {
            node.getOutputList().forEach(output -> producers.put(output, node));
            for (String input : taken(node)) {
                consumers.computeIfAbsent(input, i -> new ArrayList<>()).add(node);
            }
            names.addAll(node.getOutputList());
        }
    }

    /** What the node, and graphs inside it, read; each once. */
    public static Collection<String> taken(NodeProto node) {
        Set<String> taken = new HashSet<>(node.getInputList());
        for (GraphProto graph : inner(node)) {
            graph.getNodeList().forEach(n -> taken.addAll(taken(n)));
            graph.getOutputList().forEach(o -> taken.add(o.getName()));
        }
        taken.remove("");
        return taken;
    }

    /** The node that gives the value; empty for inputs of the graph and constants. */
    public Optional<NodeProto> producer(String value) {
        return Optional.ofNullable(producers.get(value));
    }

    /** In the order of the graph. */
    public List<NodeProto> consumers(String value) {
        return consumers.getOrDefault(value, List.of());
    }

    public Optional<TensorProto> constant(String name) {
        return Optional.ofNullable(constants.get(name));
    }

    public Map<String, TensorProto> constants() {
        return Collections.unmodifiableMap(constants);
    }

    /** Adds or replaces the constant of this name. */
    public void put(TensorProto constant) {
        constants.put(constant.getName(), constant);
        names.add(constant.getName());
    }

    /** Removes the constants that nobody reads. */
    public void dropUnread() {
        Set<String> outputs = new HashSet<>(outputNames());
        constants.keySet().removeIf(name -> consumers(name).isEmpty() && !outputs.contains(name));
    }

    /** Inputs that a caller must give: those without a constant of the same name. */
    public List<ValueInfoProto> inputs() {
        return origin.getGraph().getInputList().stream()
                .filter(input -> !constants.containsKey(input.getName()))
                .toList();
    }

    public List<String> outputNames() {
        return origin.getGraph().getOutputList().stream()
                .map(ValueInfoProto::getName)
                .toList();
    }

    public boolean isOutput(String value) {
        return outputNames().contains(value);
    }

    /** A name that nothing has yet; it is taken from now on. */
    public String fresh(String wish) {
        String name = wish;
        for (int i = 1; !names.add(name); i++) {
            name = wish + "_" + i;
        }
        return name;
    }

    /** Version of the operators of a domain; 0 when the model uses none. */
    public long opset(String domain) {
        return opsets.getOrDefault(domain, 0L);
    }

    /** Declares the domain unless the model uses it already. */
    public void require(String domain, long version) {
        opsets.putIfAbsent(domain, version);
    }

    private static void addDomains(NodeProto node, Set<String> domains) {
        domains.add(Nodes.isStandard(node.getDomain()) ? "" : node.getDomain());
        for (GraphProto graph : inner(node)) {
            graph.getNodeList().forEach(n -> addDomains(n, domains));
        }
    }

    private static List<GraphProto> inner(NodeProto node) {
        List<GraphProto> inner = new ArrayList<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            inner.addAll(attribute.getGraphsList());
            if (attribute.hasG()) {
                inner.add(attribute.getG());
            }
        }
        return inner;
    }

    /** The model as it is now. Shapes noted for values inside the graph are left out: the runtime finds them anew. */
    public ModelProto toModel() {
        GraphProto.Builder graph = origin.getGraph().toBuilder()
                .clearNode()
                .addAllNode(nodes)
                .clearInitializer()
                .addAllInitializer(constants.values())
                .clearValueInfo()
                .clearQuantizationAnnotation()
                .clearInput()
                .addAllInput(inputs());
        ModelProto.Builder model = origin.toBuilder().setGraph(graph).clearOpsetImport();
        Set<String> used = new HashSet<>(Set.of(""));
        nodes.forEach(node -> addDomains(node, used));
        opsets.keySet().retainAll(used);
        opsets.forEach((domain, version) -> {
            OperatorSetIdProto.Builder opset = model.addOpsetImportBuilder().setVersion(version);
            if (!domain.isEmpty()) {
                opset.setDomain(domain);
            }
        });
        return model.build();
    }
}
