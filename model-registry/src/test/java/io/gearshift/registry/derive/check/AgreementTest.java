package io.gearshift.registry.derive.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.derive.TestingRuns;
import io.gearshift.registry.derive.calibrate.Steps;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.derive.graph.TestingModel;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.samples.SampleSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgreementTest {

    @TempDir
    private Path dir;

    private static ModelProto scores(float... factors) {
        return new TestingModel()
                .input("x", -1, 3)
                .constant("c", factors, 3)
                .node("Mul", "x c", "y")
                .output("y", -1, 3)
                .build();
    }

    private static ModelProto sequence(float... factors) {
        return new TestingModel()
                .input("x", -1, 3, 2)
                .integerInput("attention_mask", -1, 3)
                .constant("c", factors, 3, 1)
                .node("Mul", "x c", "y")
                .output("y", -1, 3, 2)
                .build();
    }

    private Agreement measure(ModelProto parent, ModelProto derived, SampleSet samples, int... labels)
            throws Exception {
        OnnxFile.write(parent, dir.resolve("a.onnx"));
        OnnxFile.write(derived, dir.resolve("b.onnx"));
        OrtRuntime runtime = OrtRuntime.open(null);
        try (OnnxSession a = runtime.load(dir.resolve("a.onnx"), "", "cpu", 1);
                OnnxSession b = runtime.load(dir.resolve("b.onnx"), "", "cpu", 1)) {
            return Agreement.measure(a, b, samples, labels.length == 0 ? null : labels, Steps.NONE);
        }
    }

    @Test
    void model_withItself_agreesWholly() throws Exception {
        Agreement agreement = measure(scores(1, 2, 3), scores(1, 2, 3), TestingRuns.samples(20, "x", 20, 3));

        assertThat(agreement.leastCosine()).isCloseTo(1, within(1e-9));
        assertThat(agreement.errorRatio()).isZero();
        assertThat(agreement.sameClass()).isEqualTo(1);
        assertThat(agreement.lossPoints()).isZero();
    }

    @Test
    void classes_changedOrWrong_areCounted() throws Exception {
        SampleSet samples = floats(3, 9, 1, 0, 0, 2, 1, 0, 1, 5, 4, 3, 0);

        Agreement agreement = measure(scores(1, 1, 1), scores(0.1f, 1, 1), samples, 0, 1, 2, 0);

        // The parent answers 0, 1, 2, 0; the derived model 1, 1, 2, 1.
        assertThat(agreement.sameClass()).isEqualTo(0.5);
        assertThat(agreement.parentAccuracy()).isEqualTo(1);
        assertThat(agreement.accuracy()).isEqualTo(0.5);
        assertThat(agreement.lossPoints()).isEqualTo(50);
        assertThatThrownBy(() -> measure(scores(1, 1, 1), scores(1, 1, 1), samples, 0, 1))
                .hasMessageContaining("2 labels for 4 samples");
        assertThatThrownBy(() -> measure(scores(1, 1, 1), scores(1, 1, 1), samples, 0, 1, 2, 3))
                .hasMessageContaining("label 3 is 3 (expected: below 3");
    }

    @Test
    void answer_notFinite_isRefused() {
        assertThatThrownBy(() -> measure(scores(1, 1, 1), scores(1, Float.POSITIVE_INFINITY, 1), floats(3, 1, 1, 1)))
                .hasMessageContaining("output y is Infinity on sample 0");
    }

    @Test
    void padding_thatTheMaskHides_doesNotCount() throws Exception {
        SampleSet samples = sequenceSamples(1, 1, 0);

        assertThat(measure(sequence(1, 1, 1), sequence(1, 1, -5), samples).errorRatio())
                .isZero();
        assertThat(measure(sequence(1, 1, 1), sequence(1, -5, 1), samples).errorRatio())
                .isGreaterThan(1);
    }

    private static SampleSet floats(int width, float... values) {
        ByteBuffer data = ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        long[] shape = {values.length / width, width};
        return SampleSet.of(
                List.of(new TensorSpec("x", DataType.FP32, List.of(-1L, (long) width))),
                List.of(List.of(new Tensor("x", DataType.FP32, shape, data))));
    }

    private static SampleSet sequenceSamples(long... mask) {
        ByteBuffer x = ByteBuffer.allocateDirect(6 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        x.asFloatBuffer().put(new float[] {1, 2, 3, 4, 5, 6});
        ByteBuffer m = ByteBuffer.allocateDirect(3 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        m.asLongBuffer().put(mask);
        return SampleSet.of(
                List.of(
                        new TensorSpec("x", DataType.FP32, List.of(-1L, 3L, 2L)),
                        new TensorSpec("attention_mask", DataType.INT64, List.of(-1L, 3L))),
                List.of(List.of(
                        new Tensor("x", DataType.FP32, new long[] {1, 3, 2}, x),
                        new Tensor("attention_mask", DataType.INT64, new long[] {1, 3}, m))));
    }
}
