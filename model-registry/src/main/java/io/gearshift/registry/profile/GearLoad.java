package io.gearshift.registry.profile;

import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import java.util.List;

/** A session after its warm-up, and what loading it took. */
record GearLoad(OnnxSession session, double ms, ProcessMemory growth) {

    private static final int WARM_UPS = 3;

    static GearLoad of(OrtRuntime runtime, Job job, List<Tensor> sample) throws OnnxException {
        ProcessMemory before = ProcessMemory.now();
        long start = System.nanoTime();
        OnnxSession session =
                runtime.load(job.variant().requireFile(), job.variant().sha256(), job.provider(), job.threads());
        double ms = (System.nanoTime() - start) / 1e6;
        try {
            for (int i = 0; i < WARM_UPS; i++) {
                session.run(sample, List.of()).close();
            }
            return new GearLoad(session, ms, ProcessMemory.now().since(before));
        } catch (OnnxException | RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }
}
