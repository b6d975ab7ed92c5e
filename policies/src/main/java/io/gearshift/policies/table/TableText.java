package io.gearshift.policies.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Text made from cells, which knows the cell of each of its parts. */
final class TableText implements Places {

    /** From this column of this line on, the text stands in {@code cell}. */
    private record Part(int line, int column, Grid.Cell cell) {}

    private final StringBuilder text = new StringBuilder();
    private final List<Part> parts = new ArrayList<>();
    private int line = 1;
    private int lineStart;
    private int rules;
    private final List<Sheet> sheets = new ArrayList<>();
    private final List<Place> ignored = new ArrayList<>();

    /** What the text is made from. */
    void from(Grid grid) {
        SortedMap<Integer, SortedMap<Integer, String>> rows = new TreeMap<>();
        grid.rows()
                .forEach((row, cells) -> cells.forEach(cell ->
                        rows.computeIfAbsent(row + 1, r -> new TreeMap<>()).put(cell.column() + 1, cell.text())));
        if (grid.hasTable()) {
            sheets.add(new Sheet(grid.sheet(), rows));
        }
    }

    @Override
    public List<Sheet> sheets() {
        return List.copyOf(sheets);
    }

    @Override
    public List<Place> ignored() {
        return List.copyOf(ignored);
    }

    /** Notes a row that looks like a rule's and makes none. */
    void ignore(Grid.Cell first) {
        ignored.add(first.place());
    }

    /** Begins the rule of a row. */
    TableText rule(String name, Grid.Cell cell) {
        rules++;
        return add("rule \"" + name + "\"", cell);
    }

    /** As many as rows; a text with more has one that no row stands for. */
    int rules() {
        return rules;
    }

    TableText add(String piece, Grid.Cell cell) {
        parts.add(new Part(line, text.length() - lineStart + 1, cell));
        text.append(piece);
        return this;
    }

    void newLine() {
        text.append('\n');
        line++;
        lineStart = text.length();
    }

    @Override
    public Place of(int line, int column) {
        Part found = parts.stream()
                .filter(part -> part.line() < line || part.line() == line && part.column() <= Math.max(1, column))
                .max(Comparator.comparingInt(Part::line).thenComparingInt(Part::column))
                .orElse(null);
        return found == null ? new Place(0, 0, "", "") : found.cell().place();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
