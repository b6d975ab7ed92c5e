package io.gearshift.daemon.process;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Clients for whom one variant is always late and the others never, whatever the machine: each question carries its own
 * objective, by the variant that answered the one before.
 */
final class TestingImpatience implements AutoCloseable {

    private static final int CLIENTS = 4;

    /** Any machine is in time, or none is. */
    private static final double GENEROUS_MS = 3_600_000;

    private static final double IMPOSSIBLE_MS = 1e-6;

    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final URI infer;
    private final String late;
    private volatile boolean isOver;

    /** Asks the model {@code fashion}. */
    TestingImpatience(URI daemon, String late) {
        this.infer = daemon.resolve("/v2/models/fashion/infer");
        this.late = late;
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(this::ask);
        }
    }

    private void ask() {
        String variant = "";
        while (!isOver && failed.isEmpty()) {
            try {
                variant = answer(variant.equals(late) ? IMPOSSIBLE_MS : GENEROUS_MS);
                answered.add(variant);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                failed.add(String.valueOf(e));
            }
        }
    }

    private String answer(double objectiveMs) throws Exception {
        HttpRequest question = HttpRequest.newBuilder(infer)
                .timeout(Duration.ofSeconds(60))
                .POST(BodyPublishers.ofString(question(objectiveMs)))
                .build();
        HttpResponse<String> answer = http.send(question, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.headers().firstValue("Gearshift-Variant").orElseThrow();
    }

    private static String question(double objectiveMs) {
        String zeros = IntStream.range(0, 784).mapToObj(i -> "0").collect(Collectors.joining(","));
        return String.format(
                Locale.ROOT,
                "{\"parameters\": {\"latency_slo_ms\": %s}, \"inputs\": [{\"name\": \"image\", \"datatype\": \"FP32\","
                        + " \"shape\": [1, 1, 28, 28], \"data\": [%s]}]}",
                objectiveMs,
                zeros);
    }

    List<String> failed() {
        return List.copyOf(failed);
    }

    /** The variants that answered. */
    Set<String> answered() {
        return Set.copyOf(answered);
    }

    /** Each client finishes the request it is at. */
    @Override
    public void close() {
        isOver = true;
        TestingClients.await(clients);
    }
}
