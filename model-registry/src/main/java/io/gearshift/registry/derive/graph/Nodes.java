package io.gearshift.registry.derive.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;

/** Reads and makes nodes. */
public final class Nodes {

    /** The runtime's own operators; its quantisation operators there work at every opset. */
    public static final String MICROSOFT = "com.microsoft";

    private Nodes() {}

    /** A node of the standard domain. It has no name: what it gives has one. */
    public static NodeProto make(
            String operator, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        return make("", operator, inputs, outputs, attributes);
    }

    public static NodeProto make(
            String domain, String operator, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        NodeProto.Builder node = NodeProto.newBuilder();
        if (!domain.isEmpty()) {
            node.setDomain(domain);
        }
        return node.setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(List.of(attributes))
                .build();
    }

    public static AttributeProto attribute(String name, long value) {
        return attribute(name, AttributeType.INT).setI(value).build();
    }

    public static AttributeProto attribute(String name, float value) {
        return attribute(name, AttributeType.FLOAT).setF(value).build();
    }

    public static AttributeProto attribute(String name, String value) {
        return attribute(name, AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    public static AttributeProto attribute(String name, List<Long> values) {
        return attribute(name, AttributeType.INTS).addAllInts(values).build();
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    public static Optional<AttributeProto> attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    public static long integer(NodeProto node, String name, long fallback) {
        return attribute(node, name).map(AttributeProto::getI).orElse(fallback);
    }

    public static float number(NodeProto node, String name, float fallback) {
        return attribute(node, name).map(AttributeProto::getF).orElse(fallback);
    }

    /** Whether the node is this operator of the standard domain. */
    public static boolean is(NodeProto node, String operator) {
        return node.getOpType().equals(operator) && isStandard(node.getDomain());
    }

    public static boolean isStandard(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    /** For messages: operator and name, or what it gives when it has none. */
    public static String describe(NodeProto node) {
        String name = node.getName().isEmpty() && node.getOutputCount() > 0 ? node.getOutput(0) : node.getName();
        return node.getOpType() + " " + name;
    }
}
