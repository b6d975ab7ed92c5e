package io.gearshift.simulator.sweep;

import java.util.List;

/**
 * A variation that was run.
 *
 * @param id in the order in which they were asked for, from 1; 0 for the pack as it is given
 */
public record Point(int id, List<String> values, Outcome outcome) {

    public Point {
        values = List.copyOf(values);
    }
}
