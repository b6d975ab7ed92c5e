package io.gearshift.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code gearshift run} as a process of its own, on a free port. Ended by its id when closed. */
final class DaemonProcess implements AutoCloseable {

    static final Path THIS_JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ADDRESS = Pattern.compile("gearshift \\S+ at (https?://\\S+/) ");
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path out;
    private final Path err;
    private URI address = URI.create("http://not-started.invalid");

    private DaemonProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Does not wait for it to serve. What it prints goes to files in {@code folder}; so does what its runtime unpacks. */
    static DaemonProcess launch(Path java, Path folder, Path config, String... more) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k"));
        // The heap is there whole from the start: what grows later is not the heap.
        command.addAll(List.of("-Xms64m", "-XX:+AlwaysPreTouch"));
        command.addAll(List.of("-Djava.io.tmpdir=" + temporary, "-Dfile.encoding=UTF-8"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.gearshift.daemon.Main"));
        command.addAll(List.of("run", "--config", config.toString()));
        command.addAll(List.of(more));
        Path out = Files.createTempFile(folder, "daemon-", ".out");
        Path err = Path.of(out.toString().replaceAll("out$", "err"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        return new DaemonProcess(process, out, err);
    }

    static DaemonProcess launch(Path folder, Path config, String... more) throws IOException {
        return launch(THIS_JAVA, folder, config, more);
    }

    /** Until it says where it serves. */
    DaemonProcess awaitAddress() {
        awaitTrue("it serves", () -> ADDRESS.matcher(out()).find() || !process.isAlive());
        Matcher said = ADDRESS.matcher(out());
        assertThat(said.find()).as(this::err).isTrue();
        address = URI.create(said.group(1));
        return this;
    }

    URI address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String out() {
        return text(out);
    }

    String err() {
        return text(err);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it ended by itself or by a signal. */
    int exitCode(Duration within) throws InterruptedException {
        assertThat(process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS))
                .as(() -> "ended within " + within + "; it said: " + err())
                .isTrue();
        return process.exitValue();
    }

    /** @param name e.g. {@code TERM} */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    void killHard() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** A line of its status in bytes, e.g. {@code RssAnon}. */
    long memory(String field) {
        return text(Path.of("/proc", Long.toString(process.pid()), "status"))
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(PATIENCE)
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(err(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode get(String path) {
        return json(send("GET", path, ""));
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    JsonNode model(String name) {
        for (JsonNode model : get("/v1/models")) {
            if (model.path("name").asText().equals(name)) {
                return model;
            }
        }
        return MissingNode.getInstance();
    }

    String variant(String model) {
        return model(model).path("gear").path("variant").asText("");
    }

    /** Pins it for a minute, and returns when it is in force. */
    void pin(String model, String gear) {
        putPin(model, "{\"gear\": \"" + gear + "\", \"for\": \"1m\"}");
    }

    void pinForGood(String model, String gear) {
        putPin(model, "{\"gear\": \"" + gear + "\"}");
    }

    private void putPin(String model, String json) {
        HttpResponse<String> pinned = send("PUT", "/v1/models/" + model + "/pin", json);
        assertThat(pinned.statusCode()).as(pinned.body()).isEqualTo(200);
    }

    /** On a busy machine no gear would meet the models' own objectives. */
    void relax() {
        scene("{\"latencyObjectiveMs\": 1000}");
    }

    void scene(String json) {
        HttpResponse<String> changed = send("PUT", "/v1/scene", json);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    }

    void awaitVariant(String model, String variant) {
        await(model + " runs " + variant, d -> d.variant(model).equals(variant));
    }

    void awaitMeasured() {
        await("all gears are measured", d -> {
            JsonNode profiling = d.get("/v1/state").path("profiling");
            return profiling.path("total").asInt() > 0
                    && profiling.path("done").asInt() == profiling.path("total").asInt();
        });
    }

    void await(String what, Predicate<DaemonProcess> condition) {
        awaitTrue(what, () -> condition.test(this));
    }

    private void awaitTrue(String what, java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() < end)
                    .as(() -> what + "; it said: " + err())
                    .isTrue();
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
