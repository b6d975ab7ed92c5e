package io.gearshift.daemon.demo.child;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** One {@code gearshift run} as a child of this process, on the same Java and the same jars. */
public final class ChildDaemon implements AutoCloseable {

    private static final String MAIN = "io.gearshift.daemon.Main";
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(8);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int SHOWN_LOG_LINES = 15;

    private final String name;
    private final Process process;
    private final Path log;
    private final URI address;
    private final AdminApi admin;

    private ChildDaemon(String name, Process process, Path log, URI address, AdminApi admin) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.address = address;
        this.admin = admin;
    }

    /** A port nobody listens on now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts it; it may not answer yet.
     *
     * @param port that {@code config} names
     * @param log takes what it prints
     */
    public static ChildDaemon start(String name, Path config, int port, Path log, HttpClient http) throws IOException {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of("run", "--config", config.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        Path folder = Objects.requireNonNull(log.toAbsolutePath().getParent(), "a log lies in a folder");
        Leftovers.note(folder, log.getFileName().toString(), process.toHandle());
        URI address = URI.create("http://127.0.0.1:" + port);
        return new ChildDaemon(name, process, log, address, new AdminApi(http, address));
    }

    /** This process's own Java, flags (the launcher's, and those of the person) and class path. */
    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty(
                "gearshift.java",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            boolean isDebugger = flag.startsWith("-agent") || flag.startsWith("-javaagent");
            if (!isDebugger) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        return command;
    }

    public URI address() {
        return address;
    }

    public AdminApi admin() {
        return admin;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it answers. */
    public void awaitAnswer() throws DemoException, InterruptedException {
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                JsonNode state = admin.get("/v1/state");
                if (state.isObject()) {
                    return;
                }
            } catch (IOException e) {
                requireAlive();
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
        throw new DemoException(name + " did not answer within " + STARTS_WITHIN.toSeconds() + " s", tail());
    }

    public void requireAlive() throws DemoException {
        if (!process.isAlive()) {
            throw new DemoException(name + " ended with exit code " + process.exitValue(), tail());
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            int from = Math.max(0, lines.size() - SHOWN_LOG_LINES);
            return log + " ends with" + System.lineSeparator()
                    + String.join(System.lineSeparator(), lines.subList(from, lines.size()));
        } catch (IOException e) {
            return "see " + log;
        }
    }

    /** Stops it in the middle of whatever it does, as a network does that has gone: connections stay open, silent. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (kill.waitFor() != 0 && process.isAlive()) {
            throw new IOException("kill -" + signal + " " + process.pid() + ": exit code " + kill.exitValue());
        }
    }

    /** Lets it drain, then ends it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it at once, frozen or not. */
    public void kill() {
        process.destroyForcibly();
    }
}
