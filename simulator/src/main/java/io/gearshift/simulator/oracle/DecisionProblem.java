package io.gearshift.simulator.oracle;

import java.util.List;

/**
 * Stages with known consequences. Pure: the same state and choice always give the same step.
 *
 * @param <S> immutable state: a {@link #mode} and numbers of degree
 */
public interface DecisionProblem<S> {

    /** @param cost of the stage, switching included */
    record Step<S>(S next, double cost) {}

    /** All states of one mode whose degrees lie between these two's. */
    record Box<S>(S low, S high) {

        /** The least box that holds both, which are of one mode. */
        public static <S> Box<S> around(DecisionProblem<S> problem, Box<S> one, Box<S> other) {
            double[] low = problem.degrees(one.low());
            double[] high = problem.degrees(one.high());
            double[] otherLow = problem.degrees(other.low());
            double[] otherHigh = problem.degrees(other.high());
            for (int i = 0; i < low.length; i++) {
                low[i] = Math.min(low[i], otherLow[i]);
                high[i] = Math.max(high[i], otherHigh[i]);
            }
            return new Box<>(problem.with(one.low(), low), problem.with(one.high(), high));
        }
    }

    /**
     * Where the states of a box may get to.
     *
     * @param cost less than, or just what, any of them pays for it
     */
    record Reach<S>(Box<S> box, double cost) {}

    int stages();

    S start();

    /** Choices are 0 to this less one. */
    int choices();

    /** At least one choice is allowed in every state. The answer may depend on the mode only. */
    boolean isAllowed(int stage, S state, int choice);

    Step<S> step(int stage, S state, int choice);

    /** Boxes, each of one mode, that together hold the next state of every state in the box; wider ones make a weaker bound. */
    List<Reach<S>> reach(int stage, Box<S> box, int choice);

    /** Less than, or just what, any plan pays at this stage, whatever it did before; 0 when nothing is known. */
    double leastCost(int stage);

    /** The part of a state that is not a number of degree. */
    Object mode(S state);

    /** The part that is. States of one mode have equally many. */
    double[] degrees(S state);

    /** The state of that mode with those degrees. */
    S with(S state, double[] degrees);
}
