package io.gearshift.simulator.profile;

import java.util.OptionalDouble;

/** Cells of a table as figures. */
final class Cells {

    private Cells() {}

    /** A cell that says nothing adds nothing; one that cannot be read is refused. */
    static void add(
            ProfileSink out,
            long line,
            ProfileKey key,
            Figure figure,
            String cell,
            String unit,
            String column,
            String note) {
        try {
            OptionalDouble value = unit.isEmpty() ? Amount.number(cell) : Amount.parse(cell, unit);
            if (value.isPresent()) {
                out.add(line, key, figure, value.getAsDouble(), note);
            }
        } catch (Amount.Unreadable e) {
            out.refuse(line, column + ": " + e.why());
        }
    }
}
