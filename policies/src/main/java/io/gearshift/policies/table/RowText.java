package io.gearshift.policies.table;

import static org.drools.decisiontable.parser.ActionType.Code.ACTION;
import static org.drools.decisiontable.parser.ActionType.Code.CONDITION;
import static org.drools.decisiontable.parser.ActionType.Code.DESCRIPTION;
import static org.drools.decisiontable.parser.ActionType.Code.NAME;
import static org.drools.decisiontable.parser.ActionType.Code.SALIENCE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.drools.decisiontable.parser.SourceBuilder;
import org.drools.template.model.SnippetBuilder;

/** Writes the rule of one row: a line for each pattern, with the cell of each part of it. */
final class RowText {

    static final String VALUE = SnippetBuilder.PARAM_STRING;

    private final TableText text;
    private final Headers headers;

    RowText(TableText text, Headers headers) {
        this.text = text;
        this.headers = headers;
    }

    /** @param table the cell that begins it */
    void rule(List<Grid.Cell> cells, Grid.Cell table) {
        Grid.Cell first = cells.get(0);
        String name = table.text().substring(DecisionTable.START.length()).strip() + "_" + (first.row() + 1);
        Grid.Cell named = first;
        Grid.Cell priority = null;
        boolean isBroken = headers.isBroken();
        List<Grid.Cell> conditions = new ArrayList<>();
        List<Grid.Cell> actions = new ArrayList<>();
        for (Grid.Cell cell : cells) {
            Header header = headers.filled(cell, table);
            if (header == null || header.code() == DESCRIPTION) {
                continue;
            } else if (header.code() == NAME) {
                isBroken |= isQuoted(cell, "name the rule without them");
                name = cell.text().replace('"', '\'');
                named = cell;
            } else if (isQuoted(cell, "put the quotes into the snippet, such as model == \"$param\"")) {
                isBroken = true;
            } else if (header.code() == SALIENCE) {
                if (CellValue.isPriority(cell.text())) {
                    priority = cell;
                } else {
                    isBroken = true;
                    headers.value(cell, "this is no priority", "write a whole number, such as 10");
                }
            } else if (CellValue.reaches(cell.text(), header)) {
                isBroken = true;
                headers.value(cell, "this is more than a value", CellValue.HINT);
            } else {
                (header.code() == CONDITION ? conditions : actions).add(cell);
            }
        }
        if (actions.isEmpty() && isBroken) {
            return; // what is missing stands in the cell or column that is broken
        }
        text.rule(name, named).newLine();
        if (priority != null) {
            text.add("salience ", priority).add(priority.text(), priority).newLine();
        }
        text.add("when", first).newLine();
        write(conditions);
        headers.bare().forEach(pattern -> text.add(bare(pattern), pattern).newLine());
        text.add("then", first).newLine();
        write(actions);
        text.add("end", first).newLine();
    }

    /** A value ends no text around it. */
    private boolean isQuoted(Grid.Cell cell, String hint) {
        boolean isQuoted = cell.text().contains("\"");
        if (isQuoted) {
            headers.value(cell, "a double quote in a value", hint);
        }
        return isQuoted;
    }

    private void write(List<Grid.Cell> cells) {
        Map<SourceBuilder, List<Grid.Cell>> lines = new LinkedHashMap<>();
        for (Grid.Cell cell : cells) {
            SourceBuilder builder = Objects.requireNonNull(header(cell).builder());
            lines.computeIfAbsent(builder, b -> new ArrayList<>()).add(cell);
        }
        lines.forEach(this::line);
    }

    private void line(SourceBuilder builder, List<Grid.Cell> cells) {
        cells.forEach(cell -> builder.addCellValue(cell.row(), cell.column(), cell.text()));
        String line = builder.getResult().replace("\n", " ");
        builder.clearValues();
        int done = 0;
        Grid.Cell around = cells.get(0);
        for (Grid.Cell cell : cells) {
            String template = template(cell);
            String filled = new SnippetBuilder(template).build(cell.text());
            int at = Math.max(done, line.indexOf(filled, done));
            Header header = header(cell);
            around = header.pattern() != null ? header.pattern() : Objects.requireNonNull(header.snippet());
            text.add(line.substring(done, at), around);
            done = Math.min(line.length(), at + filled.length());
            filled(template, line.substring(at, done), cell);
        }
        text.add(line.substring(done), around).newLine();
    }

    /** What stands around the value is the snippet's, the value its own cell's. */
    private void filled(String template, String filled, Grid.Cell cell) {
        Grid.Cell snippet = Objects.requireNonNull(header(cell).snippet());
        int at = template.indexOf(VALUE);
        if (at >= 0 && template.replace(VALUE, cell.text()).equals(filled)) {
            text.add(filled.substring(0, at), snippet)
                    .add(cell.text(), cell)
                    .add(filled.substring(at + cell.text().length()), snippet);
        } else {
            text.add(filled, cell);
        }
    }

    /** A pattern without its conditions, so that its name is known to the other columns. */
    private static String bare(Grid.Cell pattern) {
        String plain = pattern.text().replaceFirst("\\s*\\.\\.\\.$", "");
        return plain.contains("(") ? plain : plain + "()";
    }

    private String template(Grid.Cell cell) {
        Header header = header(cell);
        return header.code() == ACTION && header.pattern() != null
                ? header.pattern().text() + "." + header.template() + ";"
                : header.template();
    }

    private Header header(Grid.Cell cell) {
        return Objects.requireNonNull(headers.of(cell));
    }
}
