package io.gearshift.simulator.closedloop;

/** A quantity between its least and its most, neither of which need be reached. */
final class Bounds {
    private double least;
    private double most;

    void add(double least, double most) {
        this.least += least;
        this.most += most;
    }

    double least() {
        return least;
    }

    double most() {
        return most;
    }
}
