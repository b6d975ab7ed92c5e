package io.gearshift.daemon.demo;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one model's traffic came to. Thread-safe. */
final class Tally {

    private final double fullEnergyMj;
    private final SortedMap<String, Integer> gears = new TreeMap<>();
    private int given;
    private int lost;
    private int right;
    private int rightWithFull;
    private double energyMj;
    private @Nullable String firstLoss;

    /** @param fullEnergyMj of one answer by the full local gear */
    Tally(double fullEnergyMj) {
        this.fullEnergyMj = fullEnergyMj;
    }

    /**
     * Counts an answer.
     *
     * @param wasRightWithFull whether the full gear answers this very question rightly
     */
    synchronized void given(String gear, double gearEnergyMj, boolean isRight, boolean wasRightWithFull) {
        given++;
        right += isRight ? 1 : 0;
        rightWithFull += wasRightWithFull ? 1 : 0;
        energyMj += gearEnergyMj;
        gears.merge(gear, 1, Integer::sum);
    }

    synchronized void lost(String problem) {
        lost++;
        firstLoss = firstLoss == null ? problem : firstLoss;
    }

    synchronized int answers() {
        return given;
    }

    synchronized int losses() {
        return lost;
    }

    /** @param shifts of the model in the day */
    synchronized DemoReport.Row row(String model, int shifts) {
        return new DemoReport.Row(
                model,
                given,
                lost,
                firstLoss == null ? "" : firstLoss,
                share(right),
                share(rightWithFull),
                energyMj / 1000,
                given * fullEnergyMj / 1000,
                shifts,
                gears);
    }

    private double share(int count) {
        return given == 0 ? 0 : (double) count / given;
    }
}
