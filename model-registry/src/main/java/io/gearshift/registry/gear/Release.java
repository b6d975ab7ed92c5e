package io.gearshift.registry.gear;

import io.gearshift.registry.onnx.RunOutput;
import java.util.concurrent.atomic.AtomicBoolean;

/** Gives an answer's buffers and its lease back, once however often it is run. */
final class Release extends AtomicBoolean implements Runnable {

    private static final long serialVersionUID = 1L;

    private final transient RunOutput output;
    private final transient Gear gear;

    Release(RunOutput output, Gear gear) {
        this.output = output;
        this.gear = gear;
    }

    @Override
    public void run() {
        if (compareAndSet(false, true)) {
            try {
                output.close();
            } finally {
                gear.release();
            }
        }
    }
}
