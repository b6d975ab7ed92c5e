package io.gearshift.simulator.oracle;

import java.util.List;

/**
 * The cheapest plan of a {@link DecisionProblem}, and an honest word about how near to the optimum it is: the optimum lies between
 * the plan's cost, found by {@link Search}, and what no plan can cost less than, told by {@link Relaxation}. Cells of the grid get
 * finer from pass to pass until the two are near enough or the effort is spent; what one pass found tells the next which ways need
 * not be followed.
 *
 * <p>Source: R. Bellman, "Dynamic Programming", Princeton 1957; the relaxation to sets of states follows W. Whitt, "Approximations
 * of dynamic programs, I", Mathematics of Operations Research 3(3), 1978.
 */
public final class Oracle {

    /** How much coarser than asked for the first pass is. */
    private static final double FIRST_LOOK = 16;

    private static final double FINER = 0.25;

    private final Grid grid;
    private final Effort effort;

    /**
     * @param mostGroups that are followed through a stage; where there would be more, cells are doubled until there are not, or
     *     each mode is one group
     * @param mostSteps after which no further pass begins; the last one may take as many again
     * @param errorRatio that is near enough
     * @param mostPasses of ever finer cells
     */
    public record Effort(int mostGroups, long mostSteps, double errorRatio, int mostPasses) {}

    /** @param grid cells of the third pass */
    public Oracle(Grid grid, Effort effort) {
        this.grid = grid;
        this.effort = effort;
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

        /** By how much the plan may cost more than the optimum, as a share of the least cost; NaN when the least cost is 0. */
        public double errorRatio() {
            return isOptimal || cost <= leastCost ? 0 : leastCost > 0 ? (cost - leastCost) / leastCost : Double.NaN;
        }
    }

    public <S> Plan solve(DecisionProblem<S> problem) {
        double[] ahead = ahead(problem);
        Plan best = new Plan(List.of(), Double.POSITIVE_INFINITY, false, ahead[0]);
        Grid cells = grid.times(FIRST_LOOK);
        long left = effort.mostSteps();
        for (int pass = 0; pass < effort.mostPasses() && left > 0; pass++) {
            int groups = groups(problem, left);
            Search.Found found = new Search<>(problem, cells, groups, ahead, best.cost()).run();
            left -= found.steps();
            best = better(best, found);
            if (best.errorRatio() <= effort.errorRatio()) {
                break;
            }
            Relaxation.Bound bound = new Relaxation<>(problem, cells, groups, ahead, best.cost()).run();
            left -= bound.steps();
            best = new Plan(best.choices(), best.cost(), false, Math.max(best.leastCost(), bound.least()));
            if (best.errorRatio() <= effort.errorRatio()) {
                break;
            }
            cells = cells.times(FINER);
        }
        return best;
    }

    /** As many as the effort that is left lets both halves of a pass follow. */
    private <S> int groups(DecisionProblem<S> problem, long left) {
        long each = left / 2 / Math.max(1, (long) problem.stages() * problem.choices());
        return (int) Math.max(1, Math.min(effort.mostGroups(), each));
    }

    private static Plan better(Plan best, Search.Found found) {
        boolean isCheaper = found.cost() < best.cost() || best.choices().isEmpty();
        double cost = isCheaper ? found.cost() : best.cost();
        return new Plan(
                isCheaper ? found.choices() : best.choices(),
                cost,
                found.isOptimal(),
                found.isOptimal() ? cost : best.leastCost());
    }

    /** What is still to pay at least, from each stage on. */
    private static <S> double[] ahead(DecisionProblem<S> problem) {
        double[] ahead = new double[problem.stages() + 1];
        for (int stage = problem.stages() - 1; stage >= 0; stage--) {
            ahead[stage] = ahead[stage + 1] + problem.leastCost(stage);
        }
        return ahead;
    }
}
