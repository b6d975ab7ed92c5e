package io.gearshift.daemon.shell;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Named daemon threads. */
final class Threads {

    /** Longer than the pauses of an author who saves often; a stack less afterwards. */
    private static final long IDLE_S = 10;

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

    /** For what is done beside the rest while the daemon starts. */
    static void start(Runnable task) {
        named("start").newThread(task).start();
    }

    /** The same as {@link #named}, giving way to all others. */
    static ThreadFactory background(String name) {
        ThreadFactory factory = named(name);
        return task -> {
            Thread thread = factory.newThread(task);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        };
    }

    /** One thread, made when there is work and ended when there was none for a while. */
    static ThreadPoolExecutor passing(ThreadFactory factory) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
