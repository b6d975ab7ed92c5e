package io.gearshift.registry.derive.check;

import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.derive.calibrate.Steps;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.RunOutput;
import java.util.Arrays;
import java.util.List;

/**
 * What one inference takes, in turns with the parent so that both meet the same load of the device. Milliseconds.
 *
 * @param speedup the parent's median over the derived model's
 */
public record Speed(double parentMs, double derivedMs, double speedup) {

    private static final int WARM_UPS = 5;
    private static final int MOST_TURNS = 200;
    private static final int LEAST_TURNS = 5;
    private static final long MOST_NANOS = 3_000_000_000L;

    /** @param sample one sample, or one batch of a model that takes no less */
    public static Speed measure(OnnxSession parent, OnnxSession derived, List<Tensor> sample, Steps steps)
            throws OnnxException, DeriveException {
        for (int i = 0; i < WARM_UPS; i++) {
            nanos(parent, sample);
            nanos(derived, sample);
        }
        double[] before = new double[MOST_TURNS];
        double[] after = new double[MOST_TURNS];
        long begin = System.nanoTime();
        int turns = 0;
        while (turns < MOST_TURNS && (turns < LEAST_TURNS || System.nanoTime() - begin < MOST_NANOS)) {
            steps.require();
            before[turns] = nanos(parent, sample);
            after[turns] = nanos(derived, sample);
            turns++;
        }
        double parentMs = median(before, turns);
        double derivedMs = median(after, turns);
        return new Speed(parentMs, derivedMs, parentMs / derivedMs);
    }

    private static double nanos(OnnxSession session, List<Tensor> sample) throws OnnxException {
        long start = System.nanoTime();
        RunOutput output = session.run(sample, List.of());
        output.close();
        return System.nanoTime() - start;
    }

    private static double median(double[] nanos, int count) {
        double[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[count / 2] / 1e6;
    }
}
