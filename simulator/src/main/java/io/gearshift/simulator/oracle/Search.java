package io.gearshift.simulator.oracle;

import io.gearshift.simulator.oracle.DecisionProblem.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Forward dynamic programming over true states: of those that fall into one group only the cheapest goes on, so what it finds is a
 * plan that can be had. When no two different states met in a group that could still matter, the plan is optimal.
 */
final class Search<S> {

    private static final double ROUNDING = 1e-9;

    private final DecisionProblem<S> problem;
    private final Groups<Label<S>> groups;
    private final double[] ahead;
    private final double known;

    /** Of each stage, for each group: the group it came from and the choice, as one number. */
    private final List<int[]> ways = new ArrayList<>();

    private boolean isOptimal = true;
    private long steps;

    /** A state, the cheapest way to it and its last step. */
    private record Label<S>(S state, double[] degrees, double cost, int way) {}

    /**
     * @param cost infinite when no way was cheaper than what was known
     * @param steps taken
     */
    record Found(List<Integer> choices, double cost, boolean isOptimal, long steps) {}

    /**
     * @param ahead what is still to pay at least, from each stage on
     * @param known cost of some plan: ways that cannot cost less are left
     */
    Search(DecisionProblem<S> problem, Grid grid, int mostGroups, double[] ahead, double known) {
        this.problem = problem;
        this.groups = new Groups<>(
                grid,
                mostGroups,
                (cells, label) -> cells.key(problem.mode(label.state()), label.degrees()),
                this::cheaper);
        this.ahead = ahead;
        this.known = known;
    }

    Found run() {
        S start = problem.start();
        List<Label<S>> labels = List.of(new Label<>(start, problem.degrees(start), 0, 0));
        for (int stage = 0; stage < problem.stages() && !labels.isEmpty(); stage++) {
            labels = after(stage, labels);
            ways.add(labels.stream().mapToInt(Label::way).toArray());
        }
        int best = -1;
        for (int i = 0; i < labels.size(); i++) {
            best = best < 0 || labels.get(i).cost() < labels.get(best).cost() ? i : best;
        }
        double cost = best < 0 ? Double.POSITIVE_INFINITY : labels.get(best).cost();
        return new Found(best < 0 ? List.of() : choices(best), cost, isOptimal, steps);
    }

    private List<Label<S>> after(int stage, List<Label<S>> labels) {
        double most = known - ahead[stage + 1] + ROUNDING * Math.abs(known);
        for (int i = 0; i < labels.size(); i++) {
            Label<S> label = labels.get(i);
            for (int choice = 0; choice < problem.choices(); choice++) {
                if (problem.isAllowed(stage, label.state(), choice)) {
                    Step<S> step = problem.step(stage, label.state(), choice);
                    steps++;
                    double cost = label.cost() + step.cost();
                    if (cost <= most) {
                        int way = i * problem.choices() + choice;
                        groups.add(new Label<>(step.next(), problem.degrees(step.next()), cost, way));
                    }
                }
            }
        }
        return groups.take();
    }

    /** The cheaper of two that meet stays; when they differ, the plan is no longer known to be the best. */
    private Label<S> cheaper(Label<S> there, Label<S> label) {
        isOptimal &= Arrays.equals(there.degrees(), label.degrees());
        return label.cost() < there.cost() ? label : there;
    }

    private List<Integer> choices(int last) {
        Integer[] choices = new Integer[ways.size()];
        int place = last;
        for (int stage = choices.length - 1; stage >= 0; stage--) {
            int way = ways.get(stage)[place];
            choices[stage] = way % problem.choices();
            place = way / problem.choices();
        }
        return Arrays.asList(choices);
    }
}
