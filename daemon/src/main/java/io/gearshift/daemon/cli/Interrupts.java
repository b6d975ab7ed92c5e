package io.gearshift.daemon.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Ctrl-C and TERM for a command that ends its work itself: the JVM's own shutdown would close ONNX Runtime under a running
 * model, and the process aborts. A second signal ends it at once.
 */
final class Interrupts {

    /** As shells report it: 128 + SIGINT. */
    static final int EXIT_CODE = 130;

    private final AtomicBoolean isAsked = new AtomicBoolean();

    private Interrupts() {}

    static Interrupts watch() {
        Interrupts interrupts = new Interrupts();
        for (String name : new String[] {"INT", "TERM"}) {
            try {
                Signal.handle(new Signal(name), signal -> interrupts.ask());
            } catch (IllegalArgumentException e) {
                // Kept from the JVM: the system then ends the process itself.
            }
        }
        return interrupts;
    }

    private void ask() {
        if (!isAsked.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    boolean isAsked() {
        return isAsked.get();
    }
}
