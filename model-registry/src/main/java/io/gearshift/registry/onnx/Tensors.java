package io.gearshift.registry.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtUtil;
import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.oip.BufferScope;
import io.gearshift.registry.oip.BytesElements;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tensors to and from the runtime, over the same memory where it allows it. */
final class Tensors {

    private Tensors() {}

    /** Over the tensor's own memory when that is direct, else over one copy that lives as long as the scope. */
    static OnnxTensor toRuntime(OrtEnvironment environment, Tensor tensor, BufferScope scope)
            throws OrtException, OnnxException {
        if (tensor.type() == DataType.BYTES) {
            return OnnxTensor.createTensor(environment, texts(tensor), tensor.shape());
        }
        return view(environment, tensor.type(), tensor.shape(), direct(tensor.data(), scope));
    }

    /** @param direct read, or written, in place from its position */
    static OnnxTensor view(OrtEnvironment environment, DataType type, long[] shape, ByteBuffer direct)
            throws OrtException {
        ByteBuffer slice = direct.slice().order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(environment, slice, shape, ElementTypes.toRuntime(type));
    }

    private static ByteBuffer direct(ByteBuffer data, BufferScope scope) {
        if (data.isDirect()) {
            return data;
        }
        ByteBuffer copy = scope.take(data.remaining());
        return copy.put(data.duplicate()).flip();
    }

    private static String[] texts(Tensor tensor) throws OnnxException {
        List<ByteBuffer> elements = BytesElements.split(tensor);
        long expected = Tensor.elements(tensor.shape());
        if (elements.size() != expected) {
            throw OnnxException.input(
                    "input " + tensor.name() + ": " + elements.size() + " BYTES elements (expected: " + expected + ")");
        }
        String[] texts = new String[elements.size()];
        for (int i = 0; i < texts.length; i++) {
            try {
                CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(elements.get(i));
                texts[i] = text.toString();
            } catch (CharacterCodingException e) {
                throw OnnxException.input("input " + tensor.name() + ": element " + i
                        + " is not UTF-8 (expected: text; the runtime takes no other bytes)");
            }
        }
        return texts;
    }

    /** Memory of the scope for the runtime to write an output to. */
    static Tensor blank(String name, DataType type, long[] shape, BufferScope scope) {
        int bytes = Math.toIntExact(Tensor.elements(shape) * type.size());
        return new Tensor(name, type, shape, scope.take(bytes));
    }

    /** Copies an output that the runtime allocated: its memory ends with the result. */
    static Tensor fromRuntime(TensorSpec spec, OnnxValue value) throws OrtException, OnnxException {
        if (!(value instanceof OnnxTensor tensor)) {
            throw OnnxException.runtime("output " + spec.name() + ": " + value.getType() + " (expected: a tensor)");
        }
        long[] shape = tensor.getInfo().getShape();
        if (spec.type() == DataType.BYTES) {
            Object texts = tensor.getValue();
            String[] flat = texts instanceof String one ? new String[] {one} : OrtUtil.flattenString((Object[]) texts);
            return BytesElements.tensor(spec.name(), shape, List.of(flat));
        }
        return new Tensor(
                spec.name(), spec.type(), shape, tensor.getByteBuffer().order(ByteOrder.LITTLE_ENDIAN));
    }
}
