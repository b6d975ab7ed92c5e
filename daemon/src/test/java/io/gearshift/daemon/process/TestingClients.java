package io.gearshift.daemon.process;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Threads that ask a daemon until they are told that it is over. */
final class TestingClients {

    private TestingClients() {}

    /** Each finishes the request it is at. */
    static void await(ExecutorService clients) {
        clients.shutdown();
        try {
            clients.awaitTermination(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
