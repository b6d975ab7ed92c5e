package io.gearshift.daemon;

import io.gearshift.daemon.cli.DaemonLauncher;
import io.gearshift.daemon.cli.ProgressBar;
import io.gearshift.daemon.cli.Version;
import io.gearshift.daemon.config.Config;
import io.gearshift.daemon.shell.Gearshift;
import io.gearshift.daemon.shell.StartException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code gearshift run}: the daemon in this process until SIGTERM or SIGINT, then drained and ended with 0. */
public final class RunningDaemon implements DaemonLauncher {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private final PrintWriter out = new PrintWriter(
            new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8), true);
    private final PrintWriter err = new PrintWriter(
            new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8), true);

    @Override
    public int run(Config config) throws InterruptedException {
        ProgressBar bar = new ProgressBar(err, System.console() != null);
        AtomicReference<@Nullable Gearshift> running = new AtomicReference<>();
        StopSignals.handle(() -> stop(running.get()));
        Gearshift daemon;
        try {
            daemon = Gearshift.start(
                    config, Version.current(), (done, total, current) -> bar.show(done, total, measuring(current)));
        } catch (StartException e) {
            err.println("gearshift: " + e.getMessage());
            if (!e.hint().isEmpty()) {
                err.println("    " + e.hint());
            }
            return e.isConfiguration() ? WRONG_USE : FAILED;
        }
        running.set(daemon);
        CountDownLatch never = new CountDownLatch(1);
        out.println("gearshift " + Version.current() + " at " + daemon.address()
                + " (dashboard; inference at /v2, admin at /v1, /metrics)");
        never.await();
        return OK;
    }

    private static String measuring(String gear) {
        return gear.isEmpty() ? "measured" : "measuring " + gear;
    }

    /** The JVM would end with 143 after SIGTERM; a daemon that drained well ends with 0, and so does one that had not begun. */
    private void stop(@Nullable Gearshift daemon) {
        int code = OK;
        try {
            if (daemon != null) {
                daemon.close();
            }
        } catch (RuntimeException e) {
            err.println("gearshift: stopping: " + e);
            code = FAILED;
        }
        out.flush();
        Runtime.getRuntime().halt(code);
    }
}
