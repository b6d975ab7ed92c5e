package io.gearshift.core.decision;

/** Joint limits; infinite when there is none. */
record Budgets(double memoryBytes, double powerW) {

    static final Budgets NONE = new Budgets(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    static double powerW(Question question, Option option) {
        return option.candidate().energyMj() / 1000 * question.requestsPerS();
    }
}
