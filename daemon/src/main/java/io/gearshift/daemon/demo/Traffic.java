package io.gearshift.daemon.demo;

import io.gearshift.daemon.demo.client.OipClient;
import io.gearshift.daemon.demo.client.OipClient.Answer;
import io.gearshift.daemon.demo.client.Samples;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Load from real inputs. Open loop: questions are asked at a steady pace whether or not earlier ones were answered, as
 * independent users do; a slow answer cannot hide behind a pause in asking.
 */
final class Traffic implements AutoCloseable {

    /** At once in the reference pass. */
    private static final int AT_ONCE = 4;

    private static final int WARM_UP = 40;

    private static final int DRAIN_SECONDS = 10;

    /** One model's stream of questions. */
    private static final class Stream {
        private final Samples samples;
        private final double perSecond;
        private final BitSet isRightWithFull = new BitSet();
        private final Tally tally;
        private int asked;

        Stream(Samples samples, double perSecond, Tally tally) {
            this.samples = samples;
            this.perSecond = perSecond;
            this.tally = tally;
        }
    }

    private final List<Stream> streams = new ArrayList<>();
    private final Gearbook gears;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-traffic");
        thread.setDaemon(true);
        return thread;
    });
    private final Phaser outstanding = new Phaser(1);

    Traffic(Gearbook gears) {
        this.gears = gears;
    }

    /** Not after {@link #start}. */
    void add(Samples samples, double perSecond) {
        streams.add(new Stream(
                samples, perSecond, new Tally(gears.full(samples.model()).energyMj())));
    }

    /**
     * Asks every question that the day will ask to a server of the full variants, and keeps which it answers rightly.
     *
     * @return problem of the first question without an answer; empty when all were answered
     */
    String reference(OipClient full, double seconds, Narrator narrator) throws InterruptedException {
        int total =
                streams.stream().mapToInt(stream -> questions(stream, seconds)).sum();
        int done = 0;
        List<String> problems = new ArrayList<>();
        for (Stream stream : streams) {
            int count = questions(stream, seconds);
            List<Answer> answers = askAll(full, stream.samples, count);
            for (int i = 0; i < count; i++) {
                Answer answer = answers.get(i);
                if (answer.isGiven()) {
                    stream.samples.learn(i, answer.outputs());
                } else {
                    problems.add(stream.samples.model() + ": " + answer.problem());
                }
            }
            for (int i = 0; i < count; i++) {
                boolean isRight = answers.get(i).isGiven()
                        && stream.samples.isRight(i, answers.get(i).outputs());
                stream.isRightWithFull.set(i, isRight);
            }
            done += count;
            narrator.progress(done, total, stream.samples.model());
        }
        return problems.isEmpty() ? "" : problems.get(0);
    }

    /** First answers of a fresh process are slow, and would look like trouble of the device. Not counted. */
    void warmUp(OipClient client) throws InterruptedException {
        for (Stream stream : streams) {
            askAll(client, stream.samples, Math.min(WARM_UP, stream.samples.count()));
        }
    }

    /** All sentences are needed to tell which is nearest, however short the day. */
    private static int questions(Stream stream, double seconds) {
        int asked = (int) Math.ceil(stream.perSecond * seconds) + 1;
        return Math.min(stream.samples.count(), Math.max(asked, 50));
    }

    private static List<Answer> askAll(OipClient client, Samples samples, int count) throws InterruptedException {
        Semaphore room = new Semaphore(AT_ONCE);
        List<CompletableFuture<Answer>> answers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            room.acquire();
            CompletableFuture<Answer> answer = client.ask(samples.model(), samples.inputs(i));
            answers.add(answer);
            answer.whenComplete((a, e) -> room.release());
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    void start(OipClient client) {
        for (Stream stream : streams) {
            long nanos = Math.round(1e9 / stream.perSecond);
            clock.scheduleAtFixedRate(() -> ask(client, stream), 0, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void ask(OipClient client, Stream stream) {
        int index = stream.asked++ % stream.samples.count();
        outstanding.register();
        client.ask(stream.samples.model(), stream.samples.inputs(index))
                .thenAccept(answer -> count(stream, index, answer))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        stream.tally.lost(String.valueOf(failure));
                    }
                    outstanding.arriveAndDeregister();
                });
    }

    private void count(Stream stream, int index, Answer answer) {
        if (!answer.isGiven()) {
            stream.tally.lost(answer.problem());
            return;
        }
        boolean isRight = stream.samples.isRight(index, answer.outputs());
        Gearbook.Gear gear = gears.of(stream.samples.model(), answer);
        stream.tally.given(gear.name(), gear.energyMj(), isRight, stream.isRightWithFull.get(index));
    }

    /** Asks no more and waits for what is still on its way. */
    void finish() throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(1, TimeUnit.SECONDS);
        try {
            outstanding.awaitAdvanceInterruptibly(outstanding.arrive(), DRAIN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // Each question has its own deadline, long before this one: nothing is waited for in vain.
        }
    }

    int answers() {
        return streams.stream().mapToInt(stream -> stream.tally.answers()).sum();
    }

    int losses() {
        return streams.stream().mapToInt(stream -> stream.tally.losses()).sum();
    }

    SortedMap<String, Tally> tallies() {
        SortedMap<String, Tally> tallies = new TreeMap<>();
        streams.forEach(stream -> tallies.put(stream.samples.model(), stream.tally));
        return tallies;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
