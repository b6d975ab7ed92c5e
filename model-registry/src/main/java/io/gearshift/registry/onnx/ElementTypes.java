package io.gearshift.registry.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.TensorSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Between the protocol's element types and the runtime's. */
final class ElementTypes {

    private ElementTypes() {}

    static OnnxJavaType toRuntime(DataType type) {
        return switch (type) {
            case BOOL -> OnnxJavaType.BOOL;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT8 -> OnnxJavaType.INT8;
            case INT32 -> OnnxJavaType.INT32;
            case INT64 -> OnnxJavaType.INT64;
            case FP16 -> OnnxJavaType.FLOAT16;
            case FP32 -> OnnxJavaType.FLOAT;
            case FP64 -> OnnxJavaType.DOUBLE;
            case BYTES -> OnnxJavaType.STRING;
        };
    }

    private static @Nullable DataType fromRuntime(TensorInfo.OnnxTensorType type) {
        // By the model's own type: the Java type folds unsigned and signed integers of one width together.
        return switch (type) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> DataType.BOOL;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> DataType.UINT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> DataType.INT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> DataType.INT32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> DataType.INT64;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> DataType.FP16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> DataType.FP32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> DataType.FP64;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> DataType.BYTES;
            default -> null;
        };
    }

    static List<TensorSpec> specs(Collection<NodeInfo> nodes) throws OnnxException {
        List<TensorSpec> specs = new ArrayList<>();
        for (NodeInfo node : nodes) {
            if (!(node.getInfo() instanceof TensorInfo info)) {
                throw OnnxException.runtime(node.getName() + ": " + node.getInfo() + " (expected: a tensor)");
            }
            DataType type = fromRuntime(info.onnxType);
            if (type == null) {
                throw OnnxException.runtime(node.getName() + ": element type " + info.onnxType + " (expected: one of "
                        + List.of(DataType.values()) + ")");
            }
            specs.add(spec(node.getName(), type, info));
        }
        return specs;
    }

    /** Empty when it is no tensor, or one of a type that the protocol has not. */
    static Optional<TensorSpec> spec(NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo info) {
            return Optional.ofNullable(fromRuntime(info.onnxType)).map(type -> spec(node.getName(), type, info));
        }
        return Optional.empty();
    }

    private static TensorSpec spec(String name, DataType type, TensorInfo info) {
        List<Long> shape = new ArrayList<>();
        for (long dimension : info.getShape()) {
            shape.add(dimension < 0 ? -1 : dimension);
        }
        return new TensorSpec(name, type, shape);
    }
}
