package io.gearshift.policies.test;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import io.gearshift.policies.situation.SituationReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The cases of one test: rows of a table, or maps. */
final class Rows {

    /** Expectations that may be columns of a table: those that no situation has. */
    static final List<String> EXPECTED = ClaimReader.KEYS.stream()
            .filter(key -> !SituationReader.KEYS.contains(key))
            .toList();

    private static final List<String> CASE = Stream.of(
                    Stream.of("name", "expect"), SituationReader.KEYS.stream(), EXPECTED.stream())
            .flatMap(keys -> keys)
            .toList();

    private Rows() {}

    static List<Section> of(Section test) {
        List<Section> rows = new ArrayList<>();
        Value table = test.get("table");
        Value cases = test.get("cases");
        if (table != null) {
            List<Value> lines = table.items("table");
            List<Value> columns = lines.isEmpty() ? List.of() : columns(lines.get(0));
            for (Value line : lines.isEmpty() ? lines : lines.subList(1, lines.size())) {
                rows.add(row(line, columns));
            }
        }
        for (Value item : cases == null ? List.<Value>of() : cases.items("cases")) {
            Section section = item.section("case", CASE);
            if (section != null) {
                rows.add(section);
            }
        }
        return rows;
    }

    private static List<Value> columns(Value header) {
        List<Value> columns = header.items("table: first row");
        for (Value column : columns) {
            if (!CASE.contains(column.raw())) {
                column.problem(
                        "unknown-key",
                        "table: unknown column " + column.shown(),
                        Nearest.to(column.raw(), CASE)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("columns are facts such as temperatureC, and expect"));
            }
        }
        return columns;
    }

    private static Section row(Value line, List<Value> columns) {
        List<Value> cells = line.items("table: row");
        if (line.isList() && cells.size() != columns.size()) {
            line.problem(
                    "table", "row of " + cells.size() + " values (expected: " + columns.size() + ")", "one per column");
        }
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(cells.size(), columns.size()); i++) {
            String column = columns.get(i).raw();
            if (CASE.contains(column) && !isLeftOut(column, cells.get(i))) {
                values.put(column, cells.get(i));
            }
        }
        return Section.ofRow(line, values);
    }

    /** Of a fact, null is what a sensor says that does not answer. */
    private static boolean isLeftOut(String column, Value cell) {
        return cell.isScalar() && cell.raw().equals("_")
                || cell.isNull() && (column.equals("expect") || EXPECTED.contains(column));
    }

    /** What is special about the case. */
    static String label(Section row) {
        Value name = row.get("name");
        if (name != null) {
            return name.raw();
        }
        List<String> parts = new ArrayList<>();
        for (String key : row.keys()) {
            Value value = row.get(key);
            if (SituationReader.KEYS.contains(key) && value != null) {
                parts.add(key + "=" + (value.isScalar() ? value.shown() : "(line " + value.line() + ")"));
            }
        }
        return parts.isEmpty() ? "line " + row.whole().line() : String.join(", ", parts);
    }
}
