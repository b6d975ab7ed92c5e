package io.gearshift.daemon.process;

import io.gearshift.core.serve.Tensor;
import io.gearshift.daemon.demo.client.OipClient;
import io.gearshift.daemon.demo.client.OipClient.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that ask one daemon as fast as it answers, binary tensors, and judge each answer. */
final class TestingTraffic implements AutoCloseable {

    /** Says what is wrong with an answer; empty when nothing is. */
    interface Judge {
        String problem(String model, Answer answer);
    }

    /** After so many something is wrong with the server, or it is gone. */
    private static final int MOST_FAILURES = 100;

    private final ExecutorService clients;
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong right = new AtomicLong();
    private volatile boolean isOver;

    TestingTraffic(URI address, int clients, Map<String, List<Tensor>> inputs, Judge judge) {
        this.clients = Executors.newFixedThreadPool(clients);
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        OipClient oip = new OipClient(http, address, Duration.ofSeconds(30));
        Map<String, List<Tensor>> asked = new LinkedHashMap<>(inputs);
        List<String> models = new ArrayList<>(asked.keySet());
        for (int i = 0; i < clients; i++) {
            int first = i;
            this.clients.execute(() -> {
                for (int n = first; !isOver && failed.size() < MOST_FAILURES; n++) {
                    String model = models.get(n % models.size());
                    take(model, oip.ask(model, asked.get(model)).join(), judge);
                }
            });
        }
    }

    private void take(String model, Answer answer, Judge judge) {
        if (!answer.isGiven()) {
            failed.add(model + ": " + answer.problem());
            return;
        }
        String problem = judge.problem(model, answer);
        if (problem.isEmpty()) {
            right.incrementAndGet();
        } else {
            wrong.add(model + ": " + problem);
        }
    }

    long right() {
        return right.get();
    }

    List<String> failed() {
        return List.copyOf(failed);
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Each client finishes the request it is at. */
    @Override
    public void close() {
        isOver = true;
        TestingClients.await(clients);
    }
}
