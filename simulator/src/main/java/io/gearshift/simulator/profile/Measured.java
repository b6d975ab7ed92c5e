package io.gearshift.simulator.profile;

/**
 * One figure and where it stands.
 *
 * @param value in the figure's unit
 * @param file as it was named
 * @param line 1-based
 * @param note what the figure is, where the table says more than its name: a metric, a dataset; may be empty
 */
public record Measured(double value, String file, long line, String note) {

    public String place() {
        return file + ":" + line;
    }
}
