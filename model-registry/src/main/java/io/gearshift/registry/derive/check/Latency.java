package io.gearshift.registry.derive.check;

import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.derive.calibrate.Steps;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import java.util.Arrays;
import java.util.List;

/** What one inference takes on the calling thread. */
public final class Latency {

    private static final int WARM_UPS = 5;
    private static final int MOST_RUNS = 100;
    private static final int LEAST_RUNS = 5;
    private static final long MOST_NANOS = 1_000_000_000L;

    private Latency() {}

    /** The median of a hundred runs, or of as many as a second has room for. */
    public static double medianMs(OnnxSession session, List<Tensor> sample, Steps steps)
            throws OnnxException, DeriveException {
        for (int i = 0; i < WARM_UPS; i++) {
            nanos(session, sample);
        }
        double[] nanos = new double[MOST_RUNS];
        long begin = System.nanoTime();
        int runs = 0;
        while (runs < MOST_RUNS && (runs < LEAST_RUNS || System.nanoTime() - begin < MOST_NANOS)) {
            steps.require();
            nanos[runs++] = nanos(session, sample);
        }
        return medianMs(nanos, runs);
    }

    static double nanos(OnnxSession session, List<Tensor> sample) throws OnnxException {
        long start = System.nanoTime();
        session.run(sample, List.of()).close();
        return System.nanoTime() - start;
    }

    static double medianMs(double[] nanos, int count) {
        double[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[count / 2] / 1e6;
    }
}
