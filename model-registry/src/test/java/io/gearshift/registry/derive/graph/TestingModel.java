package io.gearshift.registry.derive.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Builds small models, with random weights that are the same each time. */
public final class TestingModel {

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("testing");
    private final SplittableRandom random = new SplittableRandom(1);
    private int opset = 13;

    public TestingModel opset(int version) {
        opset = version;
        return this;
    }

    /** @param shape -1 is a free dimension */
    public TestingModel input(String name, long... shape) {
        graph.addInput(value(name, DataType.FLOAT, shape));
        return this;
    }

    public TestingModel integerInput(String name, long... shape) {
        graph.addInput(value(name, DataType.INT64, shape));
        return this;
    }

    public TestingModel output(String name, long... shape) {
        graph.addOutput(value(name, DataType.FLOAT, shape));
        return this;
    }

    /** Normally distributed, scaled as layers are initialised. */
    public TestingModel weights(String name, long... shape) {
        int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        double fanIn = Math.max(1, count / (double) shape[0]);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * Math.sqrt(2 / fanIn));
        }
        return constant(name, values, shape);
    }

    public TestingModel constant(String name, float[] values, long... shape) {
        graph.addInitializer(TensorData.floats(name, dims(shape), values));
        return this;
    }

    public TestingModel integers(String name, long... values) {
        graph.addInitializer(TensorData.longs(name, List.of((long) values.length), values));
        return this;
    }

    /** @param inputs blank-separated names */
    public TestingModel node(String operator, String inputs, String output, AttributeProto... attributes) {
        graph.addNode(Nodes.make(operator, List.of(inputs.split(" ")), List.of(output), attributes));
        return this;
    }

    /** A convolution of 3 x 3 that keeps the size. */
    public TestingModel conv(String input, String output, int from, int to, int group) {
        weights(output + "_w", to, from / group, 3, 3);
        weights(output + "_b", to);
        return node(
                "Conv",
                input + " " + output + "_w " + output + "_b",
                output,
                Nodes.attribute("pads", List.of(1L, 1L, 1L, 1L)),
                Nodes.attribute("group", group));
    }

    public GraphProto.Builder graph() {
        return graph;
    }

    public ModelProto build() {
        return ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build();
    }

    private static List<Long> dims(long... shape) {
        List<Long> dims = new ArrayList<>();
        Arrays.stream(shape).forEach(dims::add);
        return dims;
    }

    private static ValueInfoProto value(String name, DataType type, long... shape) {
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (long dimension : shape) {
            if (dimension < 0) {
                dims.addDimBuilder().setDimParam("N");
            } else {
                dims.addDimBuilder().setDimValue(dimension);
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(dims)))
                .build();
    }
}
