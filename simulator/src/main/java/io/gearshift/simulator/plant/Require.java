package io.gearshift.simulator.plant;

/** Parameters out of range are a mistake of whoever wrote them down; the message shows value and range. */
final class Require {

    private Require() {}

    static double positive(String name, double value) {
        return that(value > 0 && value < Double.POSITIVE_INFINITY, name, value, "> 0");
    }

    static double notNegative(String name, double value) {
        return that(value >= 0 && value < Double.POSITIVE_INFINITY, name, value, ">= 0");
    }

    static double ratio(String name, double value) {
        return that(value >= 0 && value <= 1, name, value, "0..1");
    }

    static double that(boolean holds, String name, double value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
        return value;
    }
}
