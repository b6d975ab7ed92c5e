package io.gearshift.daemon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.daemon.config.ConfigLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The whole daemon in this process, on a free port, with the two small sample models, asked over HTTP. */
final class DaemonUnderTest implements AutoCloseable {

    static final Path SAMPLES = Path.of("../samples/models");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Gearshift daemon;

    private DaemonUnderTest(Gearshift daemon) {
        this.daemon = daemon;
    }

    /** Copies the models there on the first start; a quick loop, so that tests need not wait. */
    static DaemonUnderTest start(Path home, TestingDevice device, String moreYaml) throws Exception {
        DaemonUnderTest daemon = new DaemonUnderTest(launch(home, device, moreYaml));
        // On a busy machine no gear would meet the models' own objectives.
        daemon.send("PUT", "/v1/scene", "{\"latencyObjectiveMs\": 1000}");
        return daemon;
    }

    static Gearshift launch(Path home, TestingDevice device, String moreYaml) throws Exception {
        Path models = home.resolve("models");
        if (!Files.exists(models)) {
            copy(models, "fashion");
            copy(models, "commands");
        }
        Path file = home.resolve("gearshift.yaml");
        Files.writeString(
                file,
                String.join(
                        "\n",
                        "models: {dir: models, threads: [1]}",
                        "state: {dir: state}",
                        "sensors: {sysfs: " + device.sysfs() + ", proc: " + device.proc()
                                + ", interval: {calm: 100ms, near: 50ms}}",
                        moreYaml.contains("loop:") ? "" : "loop: {tick: 100ms, dwell: 500ms}",
                        moreYaml.contains("serving:") ? "" : "serving: {port: 0, grpcPort: 0, workers: 4}",
                        moreYaml,
                        ""));
        return Gearshift.start(ConfigLoader.load(Optional.of(file), List.of()), "test", (done, total, current) -> {});
    }

    static void copy(Path models, String model) throws IOException {
        Path to = Files.createDirectories(models.resolve(model));
        try (Stream<Path> files = Files.list(SAMPLES.resolve(model))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    URI address() {
        return daemon.address();
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(daemon.address().resolve(path))
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    String variant(String model) {
        return model(model).path("gear").path("variant").asText("");
    }

    void awaitVariant(String model, String variant) {
        await(model + " runs " + variant, d -> d.variant(model).equals(variant));
    }

    void await(String what, Predicate<DaemonUnderTest> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(this)) {
            assertThat(System.nanoTime() < end)
                    .as(() -> what + "; but: " + summaries())
                    .isTrue();
            LockSupport.parkNanos(20_000_000);
        }
    }

    private String summaries() {
        StringBuilder text = new StringBuilder();
        get("/v1/decisions?limit=6")
                .forEach(d -> text.append('\n')
                        .append(d.path("model").asText())
                        .append(": ")
                        .append(d.path("summary").asText()));
        return text.toString();
    }

    /** Measuring at the start disturbs what is measured; most tests want it over. */
    void awaitMeasured() {
        await("all gears are measured", d -> {
            JsonNode profiling = d.get("/v1/state").path("profiling");
            return profiling.path("total").asInt() > 0
                    && profiling.path("done").asInt() == profiling.path("total").asInt();
        });
    }

    HttpResponse<String> infer(String model, String body) {
        return send("POST", "/v2/models/" + model + "/infer", body);
    }

    @Override
    public void close() {
        daemon.close();
    }
}
