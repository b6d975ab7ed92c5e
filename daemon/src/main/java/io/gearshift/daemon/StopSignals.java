package io.gearshift.daemon;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * What the system sends to make a process stop. Handled before the JVM begins its own shutdown: in that, ONNX Runtime's Java
 * binding closes its environment beside all other hooks, under models that still answer or load, and the process aborts.
 */
final class StopSignals {

    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

    private StopSignals() {}

    /** @param stop runs once, on a thread of its own; must end the process */
    static void handle(Runnable stop) {
        AtomicBoolean isStopping = new AtomicBoolean();
        Runnable once = () -> {
            if (isStopping.compareAndSet(false, true)) {
                stop.run();
            }
        };
        for (String name : NAMES) {
            try {
                Signal.handle(new Signal(name), signal -> once.run());
            } catch (IllegalArgumentException e) {
                // Not known to this system, or kept from the JVM (-Xrs): the system then ends the process itself.
            }
        }
    }
}
