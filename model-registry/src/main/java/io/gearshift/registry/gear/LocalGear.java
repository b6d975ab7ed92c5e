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
    /** Where there is much time, more of it is kept: a busy device wakes threads late. */
    private static final double RESERVE_SHARE = 0.1;

    /** Reading a thread's CPU clock costs a microsecond or two: one answer of so many does, a power of two. */
    private static final int ENERGY_EVERY = 8;

    private final LocalSession session;
    /** Written by many threads without order: a lost count only moves the next sample. */
    private int answers;

    private volatile double mjPerMs = Double.NaN;

    LocalGear(GearName name, Variant variant, GearStats stats, LocalSession session) {
        super(name, variant, stats);
        this.session = session;
    }

    /** The caller holds a lease until the output is released. */
    RunOutput run(List<Tensor> inputs, List<String> outputs) throws OnnxException {
        return session.run(inputs, outputs);
    }

    /** This answer's energy is to be sampled. */
    boolean isEnergyDue() {
        return (answers++ & (ENERGY_EVERY - 1)) == 0;
    }

    /** The sample itself, or what the last sample gives for an answer of this length. */
    double energyMj(double sampledMj, boolean isSampled, double latencyMs) {
        if (isSampled) {
            mjPerMs = sampledMj / latencyMs;
            return sampledMj;
        }
        return mjPerMs * latencyMs;
    }

    /** Time to keep for an answer by this gear to a request of that {@link RequestSize#share} while {@code waiting} others may come before it. */
    double reserveMs(double deadlineMs, int waiting, double share) {
        double hopMs = Math.max(RESERVE_MS, RESERVE_SHARE * deadlineMs);
        return hopMs + RESERVE_FACTOR * stats().tailMs() / share + waiting * stats().meanMs();
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
