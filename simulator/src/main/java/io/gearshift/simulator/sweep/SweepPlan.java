package io.gearshift.simulator.sweep;

import io.gearshift.core.policy.Policy;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.vary.VariedPack;
import io.gearshift.simulator.baseline.References;
import io.gearshift.simulator.closedloop.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be varied, on what, and how.
 *
 * @param budget variations that a search may run; null for the whole grid
 * @param seed of the search; that of arrivals is in the scenarios
 * @param errorJ what a wrong answer costs; null for the highest of {@link References#errorJ} of the scenarios
 * @param threads at least 1
 */
public record SweepPlan(
        VariedPack pack,
        List<Scenario> scenarios,
        List<Knob> knobs,
        @Nullable Integer budget,
        long seed,
        @Nullable Double errorJ,
        int threads) {

    /** A grid beyond this is a search's. */
    public static final int MOST_POINTS = 10_000;

    /** Told of each variation that is done. */
    public interface Progress {

        void at(int done, int all);
    }

    public SweepPlan {
        scenarios = List.copyOf(scenarios);
        knobs = List.copyOf(knobs);
    }

    /** @throws SweepException for a grid too large, or a value that a rule cannot have */
    public SweepResult run(Progress progress) throws SweepException {
        requireValues();
        int all = 1 + (budget == null ? gridSize() : Math.min(budget, capped()));
        int[] done = {0};
        progress.at(0, all);
        try (Runner runner = runner(() -> progress.at(Math.min(++done[0], all - 1), all))) {
            Point given = new Point(0, given(), runner.outcome(pack.policy(), new Variation(List.of(), List.of())));
            done[0]++;
            if (budget == null) {
                runner.run(grid());
            } else {
                new Search(knobs, runner, budget).run(seed);
            }
            progress.at(all, all);
            return SweepResult.of(
                    pack.source().manifest().name(), scenarios, knobs, seed, price(), given, runner.points());
        }
    }

    /**
     * The best of a sweep, run once more on the engine of rules.
     *
     * @param built by the rule compiler from what {@link SweptPack} wrote
     */
    public Outcome again(Policy built, Point point) {
        try (Runner runner = runner(() -> {})) {
            return runner.outcome(built, new Variation(knobs, point.values()));
        }
    }

    private Runner runner(Runner.Done done) {
        return new Runner(scenarios, pack, price(), threads, done);
    }

    private double price() {
        return errorJ != null
                ? errorJ
                : scenarios.stream().mapToDouble(References::errorJ).max().orElse(1);
    }

    private List<String> given() {
        return knobs.stream().map(Knob::given).toList();
    }

    /** Each value by itself: what a rule can say does not depend on the others. */
    private void requireValues() throws SweepException {
        for (Knob knob : knobs) {
            for (String choice : knob.isOfPack() ? knob.choices() : List.<String>of()) {
                try {
                    new Variation(List.of(knob), List.of(choice)).of(pack);
                } catch (PackException e) {
                    throw new SweepException(knob.name() + ": " + choice + " is refused: " + e.getMessage(), "");
                }
            }
        }
    }

    private long size() {
        long size = 1;
        for (Knob knob : knobs) {
            size = Math.min(Integer.MAX_VALUE, size * knob.choices().size());
        }
        return size;
    }

    private int capped() {
        return (int) size();
    }

    private int gridSize() throws SweepException {
        if (size() > MOST_POINTS) {
            throw new SweepException(
                    "a grid of " + size() + " points (expected: at most " + MOST_POINTS + ")",
                    "give fewer values, or search it with --search 500");
        }
        return (int) size();
    }

    /** The last knob turns fastest. */
    private List<Variation> grid() {
        List<List<String>> all = List.of(List.of());
        for (Knob knob : knobs) {
            List<List<String>> next = new ArrayList<>();
            for (List<String> head : all) {
                for (String choice : knob.choices()) {
                    List<String> one = new ArrayList<>(head);
                    one.add(choice);
                    next.add(one);
                }
            }
            all = next;
        }
        return all.stream().map(values -> new Variation(knobs, values)).toList();
    }
}
