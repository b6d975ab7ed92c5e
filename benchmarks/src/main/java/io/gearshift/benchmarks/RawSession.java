package io.gearshift.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.gearshift.core.serve.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a program does that uses ONNX Runtime's Java interface itself: tensors over direct buffers, run, read the floats. */
final class RawSession implements AutoCloseable {

    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final OrtSession session;

    private RawSession(OrtSession session) {
        this.session = session;
    }

    /** One thread, no spinning, all optimisations: as gears are made. */
    static RawSession open(Path model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return new RawSession(ENVIRONMENT.createSession(model.toString(), options));
        }
    }

    /** @return sum of the first output, so that all of it was read */
    float run(List<Tensor> inputs) throws OrtException {
        Map<String, OnnxTensor> given = new HashMap<>();
        try {
            for (Tensor input : inputs) {
                given.put(input.name(), tensor(input));
            }
            try (OrtSession.Result result = session.run(given)) {
                return sum(((OnnxTensor) result.get(0)).getFloatBuffer());
            }
        } finally {
            OnnxValue.close(given.values());
        }
    }

    private static OnnxTensor tensor(Tensor input) throws OrtException {
        return switch (input.type()) {
            case FP32 ->
                OnnxTensor.createTensor(
                        ENVIRONMENT,
                        input.data().duplicate().order(input.data().order()).asFloatBuffer(),
                        input.shape());
            case INT64 ->
                OnnxTensor.createTensor(
                        ENVIRONMENT,
                        input.data().duplicate().order(input.data().order()).asLongBuffer(),
                        input.shape());
            default -> throw new IllegalArgumentException(input.name() + ": " + input.type());
        };
    }

    static float sum(FloatBuffer floats) {
        float sum = 0;
        while (floats.hasRemaining()) {
            sum += floats.get();
        }
        return sum;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
