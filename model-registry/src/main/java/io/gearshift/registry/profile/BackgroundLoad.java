package io.gearshift.registry.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * Threads that keep cores and memory busy until it is closed, as other programs on the device do: each walks over more
 * memory than a core's own cache holds.
 */
final class BackgroundLoad implements AutoCloseable {

    /** Larger than the second-level cache of small devices' cores. */
    private static final int INTS = 1 << 20;

    private final List<Thread> threads = new ArrayList<>();

    private BackgroundLoad() {}

    static BackgroundLoad of(int count) {
        BackgroundLoad load = new BackgroundLoad();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(BackgroundLoad::burn, "background-load-" + i);
            thread.setDaemon(true);
            thread.start();
            load.threads.add(thread);
        }
        return load;
    }

    private static void burn() {
        int[] memory = new int[INTS];
        int value = 1;
        while (!Thread.currentThread().isInterrupted()) {
            for (int i = 0; i < memory.length; i++) {
                value = value * 31 + memory[i];
                memory[i] = value;
            }
        }
    }

    /** Returns when none of them runs any more. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
