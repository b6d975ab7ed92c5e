package io.gearshift.simulator.profile;

import java.util.List;

/** Whether a column of shares is in percent: one cell alone, such as 0.22, does not tell. */
final class Percent {

    private static final double MORE_THAN_ONE = 1.0;

    private Percent() {}

    /** {@code %} when its name or any cell says so or a number is over one; else empty, for shares of one. */
    static String unit(String column, List<MarkdownTable.Row> rows, int at) {
        boolean isPercent = column.contains("%")
                || rows.stream().map(row -> row.cells().get(at)).anyMatch(Percent::isPercent);
        return isPercent ? "%" : "";
    }

    private static boolean isPercent(String cell) {
        try {
            return cell.contains("%") || Amount.number(cell).orElse(0) > MORE_THAN_ONE;
        } catch (Amount.Unreadable e) {
            return false;
        }
    }
}
