package io.gearshift.registry.derive;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.derive.calibrate.Steps;
import io.gearshift.registry.derive.check.Agreement;
import io.gearshift.registry.derive.graph.ModelCheck;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.samples.SampleSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Runs small models of the tests. */
public final class TestingRuns {

    /** Shows nothing, ends nothing. */
    public static final Watch QUIET = new Watch() {
        @Override
        public void stage(String what) {}

        @Override
        public void at(int done, int total) {}
    };

    private TestingRuns() {}

    /** Normally distributed samples of one FP32 input; the first dimension is the batch. */
    public static SampleSet samples(int count, String input, long... shape) {
        SplittableRandom random = new SplittableRandom(7);
        List<List<Tensor>> samples = new ArrayList<>();
        long[] one = shape.clone();
        one[0] = 1;
        for (int i = 0; i < count; i++) {
            int elements = (int) Tensor.elements(one);
            ByteBuffer data = ByteBuffer.allocateDirect(elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int j = 0; j < elements; j++) {
                data.putFloat((float) random.nextGaussian());
            }
            samples.add(List.of(new Tensor(input, DataType.FP32, one, data.flip())));
        }
        List<Long> dims = new ArrayList<>();
        for (long dimension : shape) {
            dims.add(dimension);
        }
        dims.set(0, -1L);
        return SampleSet.of(List.of(new TensorSpec(input, DataType.FP32, dims)), samples);
    }

    /** How the second model's answers compare with the first's. */
    public static Agreement compare(ModelProto parent, ModelProto derived, SampleSet samples, Path dir)
            throws Exception {
        ModelCheck.require(derived);
        OnnxFile.write(parent, dir.resolve("parent.onnx"));
        OnnxFile.write(derived, dir.resolve("derived.onnx"));
        OrtRuntime runtime = OrtRuntime.open(null);
        try (OnnxSession a = runtime.load(dir.resolve("parent.onnx"), "", "cpu", 1);
                OnnxSession b = runtime.load(dir.resolve("derived.onnx"), "", "cpu", 1)) {
            return Agreement.measure(a, b, samples, null, Steps.NONE);
        }
    }
}
