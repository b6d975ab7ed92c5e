package io.gearshift.daemon.cli;

import io.gearshift.daemon.config.Config;

/** Runs the daemon in this process. */
@FunctionalInterface
public interface DaemonLauncher {

    /**
     * Starts, serves, and returns after it was told to stop and has drained.
     *
     * @return exit code
     * @throws Exception when it cannot start; the message says why and what to do
     */
    int run(Config config) throws Exception;
}
