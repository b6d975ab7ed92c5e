package io.gearshift.policies.pack;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ends a child from inside: when its time is over, or when the process that started it is no more and so cannot end it. Its
 * parent does the same from outside; this is for a parent that was killed.
 */
public final class ChildGuard {

    private static final String PARENT = "gearshift.child.parent";
    private static final String LIMIT_MS = "gearshift.child.limitMs";

    private static final int PARENT_GONE = 10;
    private static final int OUT_OF_TIME = 11;

    /** Longer than the parent waits, so that the parent is the one that tells why. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private ChildGuard() {}

    static List<String> flags(Duration limit) {
        return List.of(
                "-D" + PARENT + "=" + ProcessHandle.current().pid(),
                "-D" + LIMIT_MS + "=" + limit.plus(GRACE).toMillis());
    }

    /** Called first in a child's main; does nothing in a process that was not started as a child. */
    public static void start() {
        Long parent = Long.getLong(PARENT);
        Long limitMs = Long.getLong(LIMIT_MS);
        if (parent == null || limitMs == null) {
            return;
        }
        Optional<ProcessHandle> handle = ProcessHandle.of(parent);
        if (handle.isEmpty()) {
            Runtime.getRuntime().halt(PARENT_GONE);
            return;
        }
        handle.get().onExit().thenRun(() -> Runtime.getRuntime().halt(PARENT_GONE));
        Thread timer = new Thread(() -> endAfter(limitMs), "child guard");
        timer.setDaemon(true);
        timer.start();
    }

    private static void endAfter(long limitMs) {
        try {
            Thread.sleep(limitMs);
        } catch (InterruptedException e) {
            return; // nobody interrupts it; the parent's limit holds
        }
        Runtime.getRuntime().halt(OUT_OF_TIME);
    }
}
