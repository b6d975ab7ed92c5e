package io.gearshift.simulator.oracle;

import io.gearshift.simulator.oracle.DecisionProblem.Range;
import io.gearshift.simulator.oracle.DecisionProblem.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Forward dynamic programming with a bracket around the optimum.
 *
 * <p>Goal: the cheapest plan of a {@link DecisionProblem}, and an honest word about how near to the optimum it is. States are
 * never rounded: each stage extends true states, and of those that fall into one group of the {@link Grid} only the cheapest goes
 * on. So the plan's cost is one that can be had, and when no two different states met in a group the plan is optimal. The second
 * pass keeps, for each group, the least cost and a range that holds every state of it, and charges each step at the range's
 * better end: that is less than any plan can cost. The optimum lies between the two.
 *
 * <p>Source: R. Bellman, "Dynamic Programming", Princeton 1957; the relaxation to sets of states follows W. Whitt, "Approximations
 * of dynamic programs, I", Mathematics of Operations Research 3(3), 1978.
 */
public final class Oracle {

    private final Grid grid;

    public Oracle(Grid grid) {
        this.grid = grid;
    }

    /**
     * @param choices one for each stage
     * @param cost of the plan, no estimate: the sum of its steps
     * @param isOptimal no two different states met in a group
     * @param leastCost no plan costs less
     */
    public record Plan(List<Integer> choices, double cost, boolean isOptimal, double leastCost) {
        public Plan {
            choices = List.copyOf(choices);
        }

        /** By how much the plan may cost more than the optimum, as a share of the least cost; 0 when it is optimal. */
        public double errorRatio() {
            return isOptimal || cost <= leastCost ? 0 : (cost - leastCost) / leastCost;
        }
    }

    /** One state of a group with the cheapest way to it. */
    private record Label<S>(S state, double cost, @Nullable Label<S> before, int choice) {}

    /** All states of a group, and less than the way to any of them costs. */
    private record Hull<S>(Range<S> range, double cost) {}

    public <S> Plan solve(DecisionProblem<S> problem) {
        List<Label<S>> labels = List.of(new Label<>(problem.start(), 0, null, -1));
        boolean isOptimal = true;
        for (int stage = 0; stage < problem.stages(); stage++) {
            Map<Grid.Key, Label<S>> next = new LinkedHashMap<>();
            for (Label<S> label : labels) {
                for (int choice = 0; choice < problem.choices(); choice++) {
                    if (problem.isAllowed(stage, label.state(), choice)) {
                        isOptimal &= extend(problem, stage, label, choice, next);
                    }
                }
            }
            labels = List.copyOf(next.values());
        }
        Label<S> best = labels.get(0);
        for (Label<S> label : labels) {
            best = label.cost() < best.cost() ? label : best;
        }
        double least = isOptimal ? best.cost() : Math.min(best.cost(), leastCost(problem));
        return new Plan(choices(best, problem.stages()), best.cost(), isOptimal, least);
    }

    /** @return false when a different state had to give way, or this one to it */
    private <S> boolean extend(
            DecisionProblem<S> problem, int stage, Label<S> label, int choice, Map<Grid.Key, Label<S>> next) {
        Step<S> step = problem.step(stage, label.state(), choice);
        Label<S> extended = new Label<>(step.next(), label.cost() + step.cost(), label, choice);
        Grid.Key key = grid.key(problem, step.next());
        Label<S> there = next.get(key);
        if (there == null) {
            next.put(key, extended);
            return true;
        }
        if (extended.cost() < there.cost()) {
            next.put(key, extended);
        }
        return Arrays.equals(problem.degrees(there.state()), problem.degrees(extended.state()));
    }

    private static <S> List<Integer> choices(Label<S> last, int stages) {
        Integer[] choices = new Integer[stages];
        Label<S> label = last;
        for (int stage = stages - 1; stage >= 0 && label != null; stage--) {
            choices[stage] = label.choice();
            label = label.before();
        }
        return Arrays.asList(choices);
    }

    /** Less than, or just what, the cheapest plan costs. */
    private <S> double leastCost(DecisionProblem<S> problem) {
        List<Hull<S>> hulls = List.of(new Hull<>(new Range<>(problem.start(), problem.start()), 0));
        for (int stage = 0; stage < problem.stages(); stage++) {
            Map<Grid.Key, Hull<S>> next = new LinkedHashMap<>();
            for (Hull<S> hull : hulls) {
                for (int choice = 0; choice < problem.choices(); choice++) {
                    if (problem.isAllowed(stage, hull.range().best(), choice)) {
                        widen(problem, stage, hull, choice, next);
                    }
                }
            }
            hulls = new ArrayList<>(next.values());
        }
        return hulls.stream().mapToDouble(Hull::cost).min().orElseThrow();
    }

    private <S> void widen(
            DecisionProblem<S> problem, int stage, Hull<S> hull, int choice, Map<Grid.Key, Hull<S>> next) {
        Step<S> best = problem.step(stage, hull.range().best(), choice);
        Step<S> worst = problem.step(stage, hull.range().worst(), choice);
        double cost = hull.cost() + best.cost();
        for (Range<S> range : problem.spread(new Range<>(best.next(), worst.next()))) {
            Grid.Key key = grid.key(problem, range.best());
            Hull<S> there = next.get(key);
            next.put(
                    key,
                    there == null
                            ? new Hull<>(range, cost)
                            : new Hull<>(around(problem, there.range(), range), Math.min(there.cost(), cost)));
        }
    }

    private static <S> Range<S> around(DecisionProblem<S> problem, Range<S> a, Range<S> b) {
        return new Range<>(
                problem.with(a.best(), merged(problem.degrees(a.best()), problem.degrees(b.best()), Math::min)),
                problem.with(a.worst(), merged(problem.degrees(a.worst()), problem.degrees(b.worst()), Math::max)));
    }

    private static double[] merged(double[] a, double[] b, java.util.function.DoubleBinaryOperator by) {
        double[] merged = new double[a.length];
        for (int i = 0; i < merged.length; i++) {
            merged[i] = by.applyAsDouble(a[i], b[i]);
        }
        return merged;
    }
}
