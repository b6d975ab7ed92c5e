package io.gearshift.simulator.sweep;

import io.gearshift.core.policy.Policy;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.vary.VariedPack;
import io.gearshift.simulator.closedloop.ClosedLoop;
import io.gearshift.simulator.closedloop.Figures;
import io.gearshift.simulator.closedloop.LoopDriver;
import io.gearshift.simulator.closedloop.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs variations, each once, on as many threads as it is given. The results stand in the order in which they were asked for:
 * they do not depend on the threads.
 */
final class Runner implements AutoCloseable {

    /** Told of each variation that is done. */
    interface Done {

        void one();
    }

    private final List<Scenario> scenarios;
    private final VariedPack pack;
    private final double errorJ;
    private final Done done;
    private final ExecutorService threads;
    private final Map<Variation, Point> known = new LinkedHashMap<>();

    Runner(List<Scenario> scenarios, VariedPack pack, double errorJ, int threads, Done done) {
        this.scenarios = scenarios;
        this.pack = pack;
        this.errorJ = errorJ;
        this.done = done;
        this.threads = Executors.newFixedThreadPool(threads);
    }

    /** Those run so far, in the order of their ids. */
    List<Point> points() {
        return List.copyOf(known.values());
    }

    boolean isKnown(Variation variation) {
        return known.containsKey(variation);
    }

    /** Whatever is new is run; a variation may occur twice. */
    List<Point> run(List<Variation> variations) {
        List<Variation> fresh = variations.stream()
                .distinct()
                .filter(one -> !known.containsKey(one))
                .toList();
        List<Future<Outcome>> running = new ArrayList<>();
        for (Variation one : fresh) {
            running.add(threads.submit(() -> outcome(one)));
        }
        for (int i = 0; i < fresh.size(); i++) {
            Outcome outcome = get(running.get(i));
            known.put(fresh.get(i), new Point(known.size() + 1, fresh.get(i).values(), outcome));
            done.one();
        }
        return variations.stream().map(known::get).toList();
    }

    private static Outcome get(Future<Outcome> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    Outcome outcome(Variation variation) {
        VariedPack varied;
        try {
            varied = variation.of(pack);
        } catch (PackException e) {
            throw new IllegalStateException("every value was tried before", e);
        }
        return outcome(varied.policy(), variation);
    }

    /** @param policy for one thread */
    Outcome outcome(Policy policy, Variation variation) {
        List<Figures> figures = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            LoopDriver driver = new LoopDriver(policy.id().pack(), policy, cycle -> {}, variation::of);
            figures.add(ClosedLoop.run(scenario, driver));
        }
        return Outcome.of(figures, errorJ);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
