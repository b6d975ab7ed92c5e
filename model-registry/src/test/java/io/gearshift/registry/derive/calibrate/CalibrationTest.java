package io.gearshift.registry.derive.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.registry.derive.TestingRuns;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.graph.TestingModel;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.samples.SampleSet;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CalibrationTest {

    @TempDir
    private Path dir;

    private static ModelProto model() {
        return new TestingModel()
                .input("x", -1, 4)
                .constant("three", new float[] {3}, 1)
                .node("Mul", "x three", "triple")
                .node("Relu", "triple", "positive")
                .node("Log", "positive", "y")
                .output("y", -1, 4)
                .build();
    }

    private Map<String, Range> ranges(SampleSet samples, String... values) throws Exception {
        try (Tap tap = Tap.open(OrtRuntime.open(null), model(), List.of(values), dir)) {
            return Calibration.run(tap, samples, Steps.NONE).ranges(Observer.MIN_MAX);
        }
    }

    @Test
    void minMax_overAllSamples_holdsEachValueInside() throws Exception {
        SampleSet samples = TestingRuns.samples(100, "x", 100, 4);
        FloatBuffer values = samples.batch(0, 100).get(0).data().asFloatBuffer();
        float min = 0;
        float max = 0;
        for (int i = 0; i < values.remaining(); i++) {
            min = Math.min(min, values.get(i));
            max = Math.max(max, values.get(i));
        }

        Map<String, Range> ranges = ranges(samples, "triple", "positive");

        assertThat(ranges.get("triple").min()).isCloseTo(3 * min, within(1e-4f));
        assertThat(ranges.get("triple").max()).isCloseTo(3 * max, within(1e-4f));
        assertThat(ranges.get("positive"))
                .isEqualTo(new Range(0, ranges.get("triple").max()));
    }

    @Test
    void value_infiniteOnASample_hasNoRange() throws Exception {
        assertThat(ranges(TestingRuns.samples(3, "x", 3, 4), "y", "triple")).containsOnlyKeys("triple");
    }

    @Test
    void work_ended_stopsBetweenBatches() throws Exception {
        Steps ended = new Steps() {
            @Override
            public void at(int done, int total) {}

            @Override
            public void require() throws DeriveException {
                throw new DeriveException("ended", "");
            }
        };
        try (Tap tap = Tap.open(OrtRuntime.open(null), model(), List.of("triple"), dir)) {
            assertThatThrownBy(() -> Calibration.run(tap, TestingRuns.samples(3, "x", 3, 4), ended))
                    .hasMessage("ended");
        }
    }

    /** Three million normal values and one far out: all but min-max give it up for the others' sake. */
    @ParameterizedTest
    @EnumSource
    void outlier_farOut_isClippedByAllButMinMax(Observer observer) {
        Histogram histogram = histogram(100);

        float max = observer.choose(histogram).max();

        if (observer == Observer.MIN_MAX) {
            assertThat(max).isEqualTo(100);
        } else {
            assertThat(max).isBetween(2f, 60f);
        }
    }

    /** Half of what a ReLU gives is 0, which says nothing of where to clip the other half. */
    @Test
    void entropy_manyZeros_keepsTheBulk() {
        Histogram histogram = new Histogram(new Range(0, 4));
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.min(4, Math.max(0, random.nextGaussian()));
        }
        histogram.add(FloatBuffer.wrap(values));

        assertThat(Observer.ENTROPY.choose(histogram).max()).isGreaterThan(2.3f);
    }

    @Test
    void mse_evenlySpread_clipsAlmostNothing() {
        Histogram histogram = new Histogram(new Range(-1, 1));
        float[] values = new float[4096];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i - 2048) / 2048f;
        }
        histogram.add(FloatBuffer.wrap(values));

        assertThat(Observer.MSE.choose(histogram).max()).isGreaterThan(0.98f);
        assertThat(Observer.MSE.choose(histogram).min()).isLessThan(-0.98f);
    }

    private static Histogram histogram(float outlier) {
        Histogram histogram = new Histogram(new Range(-5, outlier));
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[30_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < 100; i++) {
            histogram.add(FloatBuffer.wrap(values));
        }
        histogram.add(FloatBuffer.wrap(new float[] {outlier}));
        return histogram;
    }
}
