package io.gearshift.daemon.shell;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Named daemon threads. */
final class Threads {

    private Threads() {}

    /** {@code gearshift-<name>}, and numbers after it from the second on. */
    static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            int number = count.incrementAndGet();
            Thread thread = new Thread(task, "gearshift-" + name + (number == 1 ? "" : "-" + number));
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The same, giving way to all others. */
    static ThreadFactory background(String name) {
        ThreadFactory factory = named(name);
        return task -> {
            Thread thread = factory.newThread(task);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        };
    }
}
