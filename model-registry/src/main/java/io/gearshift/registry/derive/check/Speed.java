package io.gearshift.registry.derive.check;

import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.derive.calibrate.Steps;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
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
            Latency.nanos(parent, sample);
            Latency.nanos(derived, sample);
        }
        double[] before = new double[MOST_TURNS];
        double[] after = new double[MOST_TURNS];
        long begin = System.nanoTime();
        int turns = 0;
        while (turns < MOST_TURNS && (turns < LEAST_TURNS || System.nanoTime() - begin < MOST_NANOS)) {
            steps.require();
            before[turns] = Latency.nanos(parent, sample);
            after[turns] = Latency.nanos(derived, sample);
            turns++;
        }
        double parentMs = Latency.medianMs(before, turns);
        double derivedMs = Latency.medianMs(after, turns);
        return new Speed(parentMs, derivedMs, parentMs / derivedMs);
    }
}
