package io.gearshift.daemon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Columns as wide as their widest cell, two spaces apart; the last column is never padded. */
final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();
    private final Set<Integer> rightAligned;

    /** @param rightAligned columns of numbers, from 0 */
    TextTable(Set<Integer> rightAligned, String... header) {
        this.rightAligned = Set.copyOf(rightAligned);
        rows.add(List.of(header));
    }

    TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Lines that begin with {@code indent} and end with a line feed. */
    String render(String indent) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < columns; i++) {
                line.append(pad(row.get(i), widths[i], rightAligned.contains(i)))
                        .append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String pad(String cell, int width, boolean isRight) {
        String gap = " ".repeat(width - cell.length());
        return isRight ? gap + cell : cell + gap;
    }
}
