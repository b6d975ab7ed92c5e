package io.gearshift.registry.derive.split;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The two models of a cut.
 *
 * @param head takes inputs of the whole; gives what the tail needs of it, then those outputs of the whole that it has
 * @param tail takes what is on the wire; gives the other outputs of the whole
 */
public record Parts(ModelProto head, ModelProto tail) {

    /** Batch, channels, height and width. */
    private static final int MAP_DIMENSIONS = 4;

    public static Parts of(ModelProto model, Cut cut, Map<String, WireValue> sizes) {
        Graph graph = Graph.of(model);
        Flow flow = Flow.of(graph, sizes);
        Set<NodeProto> inHead = new HashSet<>();
        Set<NodeProto> inTail = new HashSet<>();
        BitSet positions = cut.head();
        for (int i = 0; i < flow.operators().size(); i++) {
            (positions.get(i) ? inHead : inTail).add(flow.operators().get(i));
        }
        Map<String, ValueInfoProto> infos = infos(graph, model, cut, sizes);
        Set<String> inputs = new HashSet<>();
        graph.inputs().forEach(input -> inputs.add(input.getName()));
        List<String> ofTail = graph.outputNames().stream()
                .filter(output ->
                        graph.producer(output).filter(inTail::contains).isPresent())
                .toList();
        List<String> ofHead = new ArrayList<>(
                cut.wire().stream().filter(value -> !inputs.contains(value)).toList());
        graph.outputNames().stream()
                .filter(output -> !ofTail.contains(output) && !ofHead.contains(output))
                .forEach(ofHead::add);
        return new Parts(
                part(model, graph, inHead, List.copyOf(inputs), ofHead, infos, "head"),
                part(model, graph, inTail, cut.wire(), ofTail, infos, "tail"));
    }

    /**
     * The same, with a pooling of single places in front of each map that the tail reads. It changes no value, but with it
     * the runtime computes sums of maps as it does in the whole: it adds a map to the result of a convolution in one go,
     * in its own layout, only where both come from operators that have this layout. Otherwise the last bits differ.
     */
    public Parts withLayoutKept(Cut cut, Map<String, WireValue> sizes) {
        Set<String> given = new HashSet<>();
        head.getGraph().getOutputList().forEach(output -> given.add(output.getName()));
        GraphProto.Builder graph = tail.getGraph().toBuilder().clearNode();
        Map<String, String> pooled = new HashMap<>();
        for (String name : cut.wire()) {
            WireValue value = sizes.get(name);
            boolean isMap = value != null
                    && value.type() == io.gearshift.core.serve.DataType.FP32
                    && value.shape().size() == MAP_DIMENSIONS;
            if (isMap && given.contains(name)) {
                pooled.put(name, name + "/map");
                graph.addNode(Nodes.make(
                        "MaxPool",
                        List.of(name),
                        List.of(name + "/map"),
                        Nodes.attribute("kernel_shape", List.of(1L, 1L))));
            }
        }
        for (NodeProto node : tail.getGraph().getNodeList()) {
            NodeProto.Builder reader = node.toBuilder();
            for (int i = 0; i < node.getInputCount(); i++) {
                reader.setInput(i, pooled.getOrDefault(node.getInput(i), node.getInput(i)));
            }
            graph.addNode(reader);
        }
        return new Parts(head, tail.toBuilder().setGraph(graph).build());
    }

    private static Map<String, ValueInfoProto> infos(
            Graph graph, ModelProto model, Cut cut, Map<String, WireValue> sizes) {
        Map<String, ValueInfoProto> infos = new HashMap<>();
        for (String name : cut.wire()) {
            WireValue value = sizes.get(name);
            if (value != null) {
                infos.put(name, info(value));
            }
        }
        graph.inputs().forEach(input -> infos.put(input.getName(), input));
        model.getGraph().getOutputList().forEach(output -> infos.put(output.getName(), output));
        return infos;
    }

    private static ValueInfoProto info(WireValue value) {
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(elementType(value).getNumber());
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (long dimension : value.shape()) {
            TensorShapeProto.Dimension.Builder dim = dims.addDimBuilder();
            if (dimension >= 0) {
                dim.setDimValue(dimension);
            }
        }
        tensor.setShape(dims);
        return ValueInfoProto.newBuilder()
                .setName(value.name())
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static DataType elementType(WireValue value) {
        return switch (value.type()) {
            case BOOL -> DataType.BOOL;
            case UINT8 -> DataType.UINT8;
            case INT8 -> DataType.INT8;
            case INT32 -> DataType.INT32;
            case INT64 -> DataType.INT64;
            case FP16 -> DataType.FLOAT16;
            case FP32 -> DataType.FLOAT;
            case FP64 -> DataType.DOUBLE;
            case BYTES -> DataType.STRING;
        };
    }

    private static ModelProto part(
            ModelProto model,
            Graph graph,
            Set<NodeProto> operators,
            List<String> inputs,
            List<String> outputs,
            Map<String, ValueInfoProto> infos,
            String name) {
        Set<NodeProto> nodes = withConstants(graph, operators, outputs, Set.copyOf(inputs));
        Set<String> read = new HashSet<>(outputs);
        nodes.forEach(node -> read.addAll(Graph.taken(node)));
        GraphProto.Builder part = model.getGraph().toBuilder()
                .setName(model.getGraph().getName() + "-" + name)
                .clearNode()
                .clearInitializer()
                .clearSparseInitializer()
                .clearInput()
                .clearOutput()
                .clearValueInfo()
                .clearQuantizationAnnotation();
        graph.nodes().stream().filter(nodes::contains).forEach(part::addNode);
        graph.constants().values().stream()
                .filter(constant -> read.contains(constant.getName()))
                .forEach(part::addInitializer);
        model.getGraph().getSparseInitializerList().stream()
                .filter(constant -> read.contains(constant.getValues().getName()))
                .forEach(part::addSparseInitializer);
        order(graph, inputs).forEach(input -> {
            if (read.contains(input)) {
                part.addInput(infos.get(input));
            }
        });
        outputs.forEach(output -> part.addOutput(infos.getOrDefault(
                output, ValueInfoProto.newBuilder().setName(output).build())));
        return model.toBuilder().setGraph(part).build();
    }

    /** Inputs of the whole model first, as it has them. */
    private static List<String> order(Graph graph, List<String> inputs) {
        List<String> ordered = new ArrayList<>();
        graph.inputs().stream()
                .map(ValueInfoProto::getName)
                .filter(inputs::contains)
                .forEach(ordered::add);
        inputs.stream().filter(input -> !ordered.contains(input)).forEach(ordered::add);
        return ordered;
    }

    /** With the operators behind them that read only constants. */
    private static Set<NodeProto> withConstants(
            Graph graph, Set<NodeProto> operators, List<String> outputs, Set<String> inputs) {
        Set<NodeProto> all = new HashSet<>(operators);
        Set<String> wanted = new HashSet<>(outputs);
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            NodeProto node = graph.nodes().get(i);
            boolean isWanted = node.getOutputList().stream()
                    .anyMatch(output -> wanted.contains(output) && !inputs.contains(output));
            if (all.contains(node) || isWanted) {
                all.add(node);
                wanted.addAll(Graph.taken(node));
            }
        }
        return all;
    }
}
