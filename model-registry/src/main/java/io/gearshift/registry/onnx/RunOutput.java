package io.gearshift.registry.onnx;

import io.gearshift.core.serve.Tensor;
import java.util.List;

/**
 * What an inference gave.
 *
 * @param outputs in the order asked for; their buffers are valid until {@code release} runs
 * @param release gives the buffers back; run it exactly once
 */
public record RunOutput(List<Tensor> outputs, Runnable release) implements AutoCloseable {

    public RunOutput {
        outputs = List.copyOf(outputs);
    }

    @Override
    public void close() {
        release.run();
    }
}
