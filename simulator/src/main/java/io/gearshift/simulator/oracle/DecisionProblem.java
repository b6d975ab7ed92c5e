package io.gearshift.simulator.oracle;

import java.util.List;

/**
 * Stages with known consequences. Pure: the same state and choice always give the same step.
 *
 * <p>For the lower bound the states must have an order, "no worse than", under which nothing gets better by starting worse: with
 * equal {@link #mode}, a state no worse costs no more and leads to a state no worse, whatever is chosen. Where a step may change
 * the mode, {@link #spread} names every state pair that it may lead to.
 *
 * @param <S> immutable state
 */
public interface DecisionProblem<S> {

    /**
     * @param cost of the stage, switching included
     * @param isOrdered false where starting worse may end better, so that nothing can be said of other states of the group
     */
    record Step<S>(S next, double cost, boolean isOrdered) {}

    /** All states from {@code best} to {@code worst}, which are of one mode. */
    record Range<S>(S best, S worst) {}

    int stages();

    S start();

    /** Choices are 0 to this less one. */
    int choices();

    /** At least one choice is allowed in every state. The answer may depend on the mode only. */
    boolean isAllowed(int stage, S state, int choice);

    Step<S> step(int stage, S state, int choice);

    /** Less than, or just what, any plan pays at this stage, whatever it did before; 0 when nothing is known. */
    double leastCost(int stage);

    /** The part of a state that is not a number of degree. */
    Object mode(S state);

    /** The part that is: larger is worse. States of one mode have equally many. */
    double[] degrees(S state);

    /** The state of that mode with those degrees. */
    S with(S state, double[] degrees);

    /** Ranges, each of one mode, that hold every state a range may lead to when its ends lead to these two. */
    List<Range<S>> spread(Range<S> ends);
}
