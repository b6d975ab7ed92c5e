package io.gearshift.simulator.oracle;

import io.gearshift.simulator.oracle.DecisionProblem.Range;
import io.gearshift.simulator.oracle.DecisionProblem.Step;
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

    /** How much coarser the first look is that says which ways need not be followed. */
    private static final double FIRST_LOOK = 16;

    private static final double ROUNDING = 1e-9;

    private final Grid grid;
    private final int mostGroups;

    /**
     * @param mostGroups of one stage; where there would be more, that stage's cells are doubled until there are not
     */
    public Oracle(Grid grid, int mostGroups) {
        this.grid = grid;
        this.mostGroups = mostGroups;
    }

    /**
     * @param choices one for each stage
     * @param cost of the plan, no estimate: the sum of its steps
     * @param isOptimal no two different states met in a group
     * @param leastCost no plan costs less; NaN when the problem has no order to tell it by
     */
    public record Plan(List<Integer> choices, double cost, boolean isOptimal, double leastCost) {
        public Plan {
            choices = List.copyOf(choices);
        }

        /** By how much the plan may cost more than the optimum, as a share of the least cost; NaN when that is unknown. */
        public double errorRatio() {
            return isOptimal || cost <= leastCost ? 0 : (cost - leastCost) / leastCost;
        }
    }

    /** One state of a group with the cheapest way to it. */
    private record Label<S>(S state, double cost, @Nullable Label<S> before, int choice) {}

    /** All states of a group, and less than the way to any of them costs. */
    private record Hull<S>(Range<S> range, double cost) {}

    public <S> Plan solve(DecisionProblem<S> problem) {
        double[] ahead = ahead(problem);
        Found<S> first = cheapest(problem, grid.times(FIRST_LOOK), ahead, Double.POSITIVE_INFINITY);
        double known = first.label().cost();
        Found<S> found = cheapest(problem, grid, ahead, known);
        Found<S> best = found.label().cost() <= known ? found : first;
        double cost = best.label().cost();
        double least = found.isOptimal() ? cost : leastCost(problem, ahead, cost);
        return new Plan(choices(best.label(), problem.stages()), cost, found.isOptimal(), least);
    }

    /** What is still to pay at least, from each stage on. */
    private static <S> double[] ahead(DecisionProblem<S> problem) {
        double[] ahead = new double[problem.stages() + 1];
        for (int stage = problem.stages() - 1; stage >= 0; stage--) {
            ahead[stage] = ahead[stage + 1] + problem.leastCost(stage);
        }
        return ahead;
    }

    private record Found<S>(Label<S> label, boolean isOptimal) {}

    /** @param known cost of some plan: ways that cannot cost less are left */
    private <S> Found<S> cheapest(DecisionProblem<S> problem, Grid cells, double[] ahead, double known) {
        List<Label<S>> labels = List.of(new Label<>(problem.start(), 0, null, -1));
        boolean isOptimal = true;
        for (int stage = 0; stage < problem.stages(); stage++) {
            double most = known - ahead[stage + 1] + ROUNDING * Math.abs(known);
            Map<Grid.Key, Label<S>> next = new LinkedHashMap<>();
            for (Label<S> label : labels) {
                for (int choice = 0; choice < problem.choices(); choice++) {
                    if (problem.isAllowed(stage, label.state(), choice)) {
                        Step<S> step = problem.step(stage, label.state(), choice);
                        Label<S> extended = new Label<>(step.next(), label.cost() + step.cost(), label, choice);
                        isOptimal &= extended.cost() > most || put(problem, cells, extended, next);
                    }
                }
            }
            for (double wider = 2; next.size() > mostGroups; wider *= 2) {
                Grid wide = cells.times(wider);
                Map<Grid.Key, Label<S>> fewer = new LinkedHashMap<>();
                for (Label<S> label : next.values()) {
                    isOptimal &= put(problem, wide, label, fewer);
                }
                next = fewer;
            }
            labels = List.copyOf(next.values());
            if (labels.isEmpty()) {
                return new Found<>(new Label<>(problem.start(), Double.POSITIVE_INFINITY, null, -1), false);
            }
        }
        Label<S> best = labels.get(0);
        for (Label<S> label : labels) {
            best = label.cost() < best.cost() ? label : best;
        }
        return new Found<>(best, isOptimal);
    }

    /** @return false when a different state had to give way, or this one to it */
    private static <S> boolean put(
            DecisionProblem<S> problem, Grid cells, Label<S> label, Map<Grid.Key, Label<S>> labels) {
        Grid.Key key = cells.key(problem, label.state());
        Label<S> there = labels.get(key);
        if (there == null) {
            labels.put(key, label);
            return true;
        }
        if (label.cost() < there.cost()) {
            labels.put(key, label);
        }
        return Arrays.equals(problem.degrees(there.state()), problem.degrees(label.state()));
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

    /** Less than, or just what, the cheapest plan costs; NaN when a step had no order. */
    private <S> double leastCost(DecisionProblem<S> problem, double[] ahead, double known) {
        List<Hull<S>> hulls = List.of(new Hull<>(new Range<>(problem.start(), problem.start()), 0));
        for (int stage = 0; stage < problem.stages(); stage++) {
            double most = known - ahead[stage + 1] + ROUNDING * Math.abs(known);
            Map<Grid.Key, Hull<S>> next = new LinkedHashMap<>();
            for (Hull<S> hull : hulls) {
                for (int choice = 0; choice < problem.choices(); choice++) {
                    if (problem.isAllowed(stage, hull.range().best(), choice)
                            && !widen(problem, stage, hull, choice, most, next)) {
                        return Double.NaN;
                    }
                }
            }
            for (double wider = 2; next.size() > mostGroups; wider *= 2) {
                Grid wide = grid.times(wider);
                Map<Grid.Key, Hull<S>> fewer = new LinkedHashMap<>();
                for (Hull<S> hull : next.values()) {
                    join(problem, wide, hull, fewer);
                }
                next = fewer;
            }
            hulls = List.copyOf(next.values());
        }
        double least = known;
        for (Hull<S> hull : hulls) {
            least = Math.min(least, hull.cost());
        }
        return least;
    }

    /** @return false when the step has no order */
    private <S> boolean widen(
            DecisionProblem<S> problem, int stage, Hull<S> hull, int choice, double most, Map<Grid.Key, Hull<S>> next) {
        Step<S> best = problem.step(stage, hull.range().best(), choice);
        double cost = hull.cost() + best.cost();
        if (best.isOrdered() && cost > most) {
            return true;
        }
        Step<S> worst = problem.step(stage, hull.range().worst(), choice);
        for (Range<S> range : problem.spread(new Range<>(best.next(), worst.next()))) {
            join(problem, grid, new Hull<>(range, cost), next);
        }
        return best.isOrdered() && worst.isOrdered();
    }

    private static <S> void join(DecisionProblem<S> problem, Grid cells, Hull<S> hull, Map<Grid.Key, Hull<S>> hulls) {
        Grid.Key key = cells.key(problem, hull.range().best());
        Hull<S> there = hulls.get(key);
        hulls.put(
                key,
                there == null
                        ? hull
                        : new Hull<>(
                                around(problem, there.range(), hull.range()), Math.min(there.cost(), hull.cost())));
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
