package io.gearshift.registry.gear;

import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.RunOutput;
import java.util.List;

/** A variant loaded on this device. */
final class LocalGear extends Gear {

    /** A stand-in may find the processors busier than it did so far. */
    private static final double RESERVE_FACTOR = 2;
    /** Timer, hop to another thread and garbage collection. */
    private static final double RESERVE_MS = 5;

    private final LocalSession session;

    LocalGear(GearName name, Variant variant, GearStats stats, LocalSession session) {
        super(name, variant, stats);
        this.session = session;
    }

    /** The caller holds a lease until the output is released. */
    RunOutput run(List<Tensor> inputs, List<String> outputs) throws OnnxException {
        return session.run(inputs, outputs);
    }

    /** Time to keep for an answer by this gear while {@code waiting} others may come before it. */
    double reserveMs(int waiting) {
        return RESERVE_MS + RESERVE_FACTOR * stats().tailMs() + waiting * stats().meanMs();
    }

    @Override
    boolean isLocal() {
        return true;
    }

    @Override
    void close() {
        session.close();
    }
}
