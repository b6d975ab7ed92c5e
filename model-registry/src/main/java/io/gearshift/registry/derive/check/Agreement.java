package io.gearshift.registry.derive.check;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.derive.calibrate.Steps;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.RunOutput;
import io.gearshift.registry.samples.Padding;
import io.gearshift.registry.samples.SampleSet;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model's answers to samples compare with its parent's.
 *
 * @param samples number of them
 * @param meanCosine of the angle between both answers to one sample, all FP32 outputs as one vector without what
 *     an attention mask hides; -1..1
 * @param leastCosine the worst sample's
 * @param errorRatio squared difference over squared answer, summed over all samples; 0 when the same
 * @param sameClass share of samples whose greatest score is at the same place, 0..1; null when the model is no classifier
 * @param parentAccuracy share of samples whose greatest score is at the label; null without labels
 * @param accuracy the derived model's, as {@code parentAccuracy}
 */
public record Agreement(
        int samples,
        double meanCosine,
        double leastCosine,
        double errorRatio,
        @Nullable Double sameClass,
        @Nullable Double parentAccuracy,
        @Nullable Double accuracy) {

    private static final int MOST_BATCH = 16;

    /**
     * Runs both models on all samples.
     *
     * @param labels one a sample; null when there are none
     * @throws DeriveException when the derived model's answer is not finite, or labels do not fit
     */
    public static Agreement measure(
            OnnxSession parent, OnnxSession derived, SampleSet samples, int @Nullable [] labels, Steps steps)
            throws OnnxException, DeriveException {
        if (labels != null && labels.length != samples.count()) {
            throw new DeriveException(
                    labels.length + " labels for " + samples.count() + " samples (expected: one a sample)", "");
        }
        Sums sums = new Sums(labels);
        int batch = samples.batchOf(MOST_BATCH);
        for (int from = 0; from < samples.count(); from += batch) {
            steps.require();
            int to = Math.min(samples.count(), from + batch);
            List<Tensor> inputs = samples.batch(from, to);
            try (RunOutput expected = parent.run(inputs, List.of());
                    RunOutput actual = derived.run(inputs, List.of())) {
                for (int i = from; i < to; i++) {
                    sums.add(
                            i, expected.outputs(), actual.outputs(), Padding.of(inputs, i - from), i - from, to - from);
                }
            }
            steps.at(to, samples.count());
        }
        return sums.result(samples.count());
    }

    /** Accuracy points lost: with labels those of the samples, without at most as many as answers have changed. */
    public double lossPoints() {
        if (parentAccuracy != null && accuracy != null) {
            return (parentAccuracy - accuracy) * 100;
        }
        return changedPoints();
    }

    /** Of 100 answers, how many are others than the parent's; for vectors, how far the cosine is from 1, times 100. */
    public double changedPoints() {
        return (1 - (sameClass == null ? meanCosine : sameClass)) * 100;
    }

    private static final class Sums {
        private final int @Nullable [] labels;
        private double cosines;
        private double least = 1;
        private double squaredError;
        private double squares;
        private int same;
        private int parentRight;
        private int right;
        private boolean isClassifier = true;

        Sums(int @Nullable [] labels) {
            this.labels = labels;
        }

        void add(int sample, List<Tensor> expected, List<Tensor> actual, Padding padding, int index, int batch)
                throws DeriveException {
            double dot = 0;
            double aa = 0;
            double bb = 0;
            for (int i = 0; i < expected.size(); i++) {
                if (expected.get(i).type() != DataType.FP32) {
                    continue;
                }
                FloatBuffer a = of(expected.get(i), index, batch);
                FloatBuffer b = of(actual.get(i), index, batch);
                long[] shape = expected.get(i).shape();
                for (int j = 0; j < a.remaining(); j++) {
                    if (padding.hides(shape, j, a.remaining())) {
                        continue;
                    }
                    double x = a.get(j);
                    double y = b.get(j);
                    if (!Double.isFinite(y) && Double.isFinite(x)) {
                        throw new DeriveException(
                                "output " + actual.get(i).name() + " is " + y + " on sample " + sample
                                        + " (expected: finite numbers, as the parent gives)",
                                "");
                    }
                    dot += x * y;
                    aa += x * x;
                    bb += y * y;
                    squaredError += (x - y) * (x - y);
                }
            }
            squares += aa;
            double cosine = aa == 0 || bb == 0 ? aa == bb ? 1 : 0 : dot / Math.sqrt(aa * bb);
            cosines += cosine;
            least = Math.min(least, cosine);
            classify(sample, expected.get(0), actual.get(0), index, batch);
        }

        private void classify(int sample, Tensor expected, Tensor actual, int index, int batch) throws DeriveException {
            isClassifier &= expected.type() == DataType.FP32 && expected.shape().length == 2 && expected.shape()[1] > 1;
            if (!isClassifier) {
                return;
            }
            int before = greatest(of(expected, index, batch));
            int now = greatest(of(actual, index, batch));
            same += before == now ? 1 : 0;
            if (labels != null) {
                if (labels[sample] >= expected.shape()[1]) {
                    throw new DeriveException(
                            "label " + sample + " is " + labels[sample] + " (expected: below " + expected.shape()[1]
                                    + ", the number of scores)",
                            "");
                }
                parentRight += before == labels[sample] ? 1 : 0;
                right += now == labels[sample] ? 1 : 0;
            }
        }

        private static FloatBuffer of(Tensor tensor, int index, int batch) {
            FloatBuffer all = tensor.data().asFloatBuffer();
            int width = all.remaining() / batch;
            return all.slice(index * width, width);
        }

        private static int greatest(FloatBuffer values) {
            int best = 0;
            for (int i = 1; i < values.remaining(); i++) {
                best = values.get(i) > values.get(best) ? i : best;
            }
            return best;
        }

        Agreement result(int count) throws DeriveException {
            if (labels != null && !isClassifier) {
                throw new DeriveException(
                        "labels for a model whose first output is not one row of scores a sample",
                        "leave --labels out");
            }
            return new Agreement(
                    count,
                    cosines / count,
                    least,
                    squares == 0 ? (squaredError == 0 ? 0 : Double.POSITIVE_INFINITY) : squaredError / squares,
                    isClassifier ? (double) same / count : null,
                    labels == null ? null : (double) parentRight / count,
                    labels == null ? null : (double) right / count);
        }
    }
}
