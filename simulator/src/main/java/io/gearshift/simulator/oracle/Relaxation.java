package io.gearshift.simulator.oracle;

import io.gearshift.simulator.oracle.DecisionProblem.Box;
import io.gearshift.simulator.oracle.DecisionProblem.Reach;
import java.util.List;

/**
 * What no plan can cost less than: dynamic programming over boxes of states. Of each group it keeps a box that holds all its states
 * and the least that the way to any of them costs.
 */
final class Relaxation<S> {

    private static final double ROUNDING = 1e-9;

    private final DecisionProblem<S> problem;
    private final Groups<Hull<S>> groups;
    private final double[] ahead;
    private final double known;
    private long steps;

    private record Hull<S>(Box<S> box, double cost) {}

    /** @param least no plan costs less */
    record Bound(double least, long steps) {}

    /**
     * @param ahead what is still to pay at least, from each stage on
     * @param known cost of some plan
     */
    Relaxation(DecisionProblem<S> problem, Grid grid, int mostGroups, double[] ahead, double known) {
        this.problem = problem;
        this.groups = new Groups<>(grid, mostGroups, this::group, this::around);
        this.ahead = ahead;
        this.known = known;
    }

    Bound run() {
        List<Hull<S>> hulls = List.of(new Hull<>(new Box<>(problem.start(), problem.start()), 0));
        for (int stage = 0; stage < problem.stages(); stage++) {
            hulls = after(stage, hulls);
        }
        double least = known;
        for (Hull<S> hull : hulls) {
            least = Math.min(least, hull.cost());
        }
        return new Bound(least, steps);
    }

    private List<Hull<S>> after(int stage, List<Hull<S>> hulls) {
        double most = known - ahead[stage + 1] + ROUNDING * Math.abs(known);
        for (Hull<S> hull : hulls) {
            for (int choice = 0; choice < problem.choices(); choice++) {
                if (problem.isAllowed(stage, hull.box().low(), choice)) {
                    steps++;
                    for (Reach<S> reach : problem.reach(stage, hull.box(), choice)) {
                        double cost = hull.cost() + reach.cost();
                        if (cost <= most) {
                            groups.add(new Hull<>(reach.box(), cost));
                        }
                    }
                }
            }
        }
        return groups.take();
    }

    private Grid.Key group(Grid cells, Hull<S> hull) {
        S low = hull.box().low();
        return cells.key(problem.mode(low), problem.degrees(low));
    }

    private Hull<S> around(Hull<S> one, Hull<S> other) {
        return new Hull<>(Box.around(problem, one.box(), other.box()), Math.min(one.cost(), other.cost()));
    }
}
