package io.gearshift.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A program in a process of its own, whose lines of output are noted with their time. */
final class DaemonProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern ADDRESS = Pattern.compile("(http://[^/\\s]+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final long started;
    private final Process process;
    private final List<Line> lines = new ArrayList<>();

    private record Line(String text, long nanos) {}

    private DaemonProcess(ProcessBuilder builder) throws IOException {
        started = System.nanoTime();
        process = builder.redirectErrorStream(true).start();
        Thread reader = new Thread(() -> read(process.getInputStream()), "daemon output");
        reader.setDaemon(true);
        reader.start();
    }

    static DaemonProcess start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new DaemonProcess(builder);
    }

    /**
     * The daemon as its users start it, on a free port.
     *
     * @param models null: none
     * @param javaHome null: the one of this process
     */
    static DaemonProcess daemon(Settings settings, @Nullable Path models, Path state, @Nullable Path javaHome)
            throws IOException {
        Files.createDirectories(state);
        Path registry = models == null ? Files.createDirectories(settings.work("no-models")) : models;
        Path config = state.resolve("gearshift.yaml");
        Files.writeString(
                config,
                "serving: {port: 0, grpcPort: 0}\nmodels: {dir: \"" + registry + "\"}\nstate: {dir: \"" + state
                        + "\"}\n");
        String home = javaHome == null ? System.getProperty("java.home") : javaHome.toString();
        return start(
                List.of(settings.root().resolve("gearshift").toString(), "run", "--config", config.toString()),
                Map.of("JAVA_HOME", home, "GEARSHIFT_SKIP_BUILD", "1"));
    }

    private void read(InputStream output) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                long now = System.nanoTime();
                synchronized (lines) {
                    lines.add(new Line(line, now));
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            // it ended
        }
    }

    /** The launcher becomes the daemon, so this is the daemon's. */
    long pid() {
        return process.pid();
    }

    /** Waits for a line that contains the text; time from the start to it, ms. */
    double msUntil(String text) throws InterruptedException {
        return (line(text).nanos - started) / 1e6;
    }

    private Line line(String text) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lines) {
            while (true) {
                for (Line line : lines) {
                    if (line.text.contains(text)) {
                        return line;
                    }
                }
                if (System.nanoTime() > until || !process.isAlive()) {
                    throw new IllegalStateException("no \"" + text + "\" in: " + lines);
                }
                lines.wait(1000);
            }
        }
    }

    URI address() throws InterruptedException {
        Matcher matcher = ADDRESS.matcher(line("http://").text);
        if (!matcher.find()) {
            throw new IllegalStateException("no address in: " + lines);
        }
        return URI.create(matcher.group(1));
    }

    String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address().resolve(path)).GET().build());
    }

    String put(String path, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address().resolve(path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(request.uri() + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    /** Until all gears are measured and every model has one in force. */
    void awaitCalm(int models) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            String state = get("/v1/state");
            String shown = get("/v1/models");
            boolean isMeasured = state.replaceAll("\\s", "").contains("\"current\":null");
            boolean isServing =
                    Pattern.compile("\"decision\"").matcher(shown).results().count() >= models;
            if (isMeasured && isServing) {
                return;
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException("not all gears were measured: " + get("/v1/state"));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
