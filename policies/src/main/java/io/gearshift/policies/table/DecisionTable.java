package io.gearshift.policies.table;

import static org.drools.decisiontable.parser.ActionType.Code.ACTION;
import static org.drools.decisiontable.parser.ActionType.Code.CONDITION;
import static org.drools.decisiontable.parser.ActionType.Code.DESCRIPTION;
import static org.drools.decisiontable.parser.ActionType.Code.NAME;
import static org.drools.decisiontable.parser.ActionType.Code.SALIENCE;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.drools.decisiontable.parser.ActionType;
import org.drools.decisiontable.parser.LhsBuilder;
import org.drools.decisiontable.parser.RhsBuilder;
import org.drools.decisiontable.parser.SourceBuilder;
import org.drools.template.model.SnippetBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Turns decision tables in the layout of Drools into rules, one a row. The values are put into the snippets by Drools'
 * own builders; the layout is read here, so that each mistake is said at its cell and what a policy may not contain is
 * refused there. The rules then go through the same reader as those written by hand.
 */
final class DecisionTable {

    private static final String START = "ruletable";

    private static final int KIND_ROW = 1;
    private static final int PATTERN_ROW = 2;
    private static final int SNIPPET_ROW = 3;
    private static final int FIRST_RULE_ROW = 5;

    private static final int MOST_CELLS = 20_000;

    private static final Set<ActionType.Code> ALLOWED = Set.of(CONDITION, ACTION, NAME, DESCRIPTION, SALIENCE);
    private static final List<String> KINDS = List.of("CONDITION", "ACTION", "NAME", "DESCRIPTION", "PRIORITY");

    /** Drools' settings that would bring in code or change how rules are run. */
    private static final Set<String> REFUSED = Set.of(
            "import",
            "variables",
            "functions",
            "queries",
            "declare",
            "unit",
            "dialect",
            "sequential",
            "sequentialminpriority",
            "sequentialmaxpriority",
            "escapequotes",
            "numericdisabled",
            "ignorenumericformat",
            "no-loop",
            "lock-on-active",
            "auto-focus",
            "activation-group",
            "agenda-group",
            "ruleflow-group",
            "duration",
            "timer",
            "calendars",
            "date-effective",
            "date-expires");

    private final String file;
    private final List<Problem> problems;
    private final TableText text = new TableText();

    private Grid.@Nullable Cell start;
    private boolean hasTable;
    private SortedMap<Integer, Header> headers = new TreeMap<>();

    private DecisionTable(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    static boolean isTable(String file) {
        return file.endsWith(".csv") || file.endsWith(".xlsx");
    }

    /** @param problems takes what is wrong, at its cell */
    static RuleFile read(String file, byte[] bytes, List<Problem> problems) {
        DecisionTable table = new DecisionTable(file, problems);
        int before = problems.size();
        Grid grid = file.endsWith(".csv") ? CsvSheet.read(bytes) : XlsxSheet.read(file, bytes, problems);
        if (grid.size() > MOST_CELLS) {
            problems.add(new Problem(
                    file, 0, 0, grid.size() + " cells (expected: at most " + MOST_CELLS + ")", "split the table"));
        } else if (problems.size() == before) {
            table.rows(grid);
        }
        return new RuleFile(file, table.text.toString(), table.text);
    }

    private void rows(Grid grid) {
        int previous = -1;
        for (Map.Entry<Integer, List<Grid.Cell>> row : grid.rows().entrySet()) {
            Grid.Cell table = start;
            boolean isGap = row.getKey() - previous > 1 && table != null && previous >= table.row() + FIRST_RULE_ROW;
            if (isGap) {
                start = null;
            }
            row(row.getKey(), row.getValue());
            previous = row.getKey();
        }
        if (!hasTable) {
            problems.add(new Problem(
                    file,
                    0,
                    0,
                    "no table",
                    "a table begins with a cell \"RuleTable NAME\"; in a .csv cells are separated by commas"));
        }
    }

    private void row(int row, List<Grid.Cell> cells) {
        for (Grid.Cell cell : cells) {
            if (cell.text().toLowerCase(Locale.ROOT).startsWith(START)) {
                start = cell;
                hasTable = true;
                headers = new TreeMap<>();
                return;
            }
        }
        Grid.Cell table = start;
        if (table == null) {
            cells.forEach(this::setting);
            return;
        }
        List<Grid.Cell> inside =
                cells.stream().filter(cell -> cell.column() >= table.column()).toList();
        switch (row - table.row()) {
            case KIND_ROW -> inside.forEach(this::kind);
            case PATTERN_ROW -> inside.forEach(this::pattern);
            case SNIPPET_ROW -> inside.forEach(this::snippet);
            default -> {
                if (row - table.row() >= FIRST_RULE_ROW && !inside.isEmpty()) {
                    rule(inside, table);
                }
            }
        }
    }

    private void setting(Grid.Cell cell) {
        String key = cell.text().toLowerCase(Locale.ROOT).replace(":", "").strip();
        if (REFUSED.contains(key)) {
            problem(
                    cell,
                    cell.text() + " is not allowed in a policy",
                    "remove it: the facts and verbs are there by themselves, and nothing else can be reached");
        }
    }

    private void kind(Grid.Cell cell) {
        ActionType.Code code = ActionType.getTag2code().get(cell.text().toUpperCase(Locale.ROOT));
        if (code == null) {
            problem(cell, "\"" + cell.text() + "\" is no kind of column", Nearest.hintOrList(cell.text(), KINDS));
        } else if (!ALLOWED.contains(code)) {
            problem(cell, cell.text() + " is not allowed in a policy", "columns are " + String.join(", ", KINDS));
        } else {
            headers.put(cell.column(), new Header(cell, code, null, null, null));
        }
    }

    private void pattern(Grid.Cell cell) {
        Header header = headers.get(cell.column());
        if (header == null) {
            problem(cell, "there is no kind above this cell", "write CONDITION or ACTION above it");
            return;
        }
        Header first = headers.get(cell.mergeStart());
        boolean isMerged = cell.mergeStart() < cell.column() && first != null && first.code() == header.code();
        if (cell.text().contains("$param") || cell.text().contains("$1")) {
            problem(
                    cell,
                    "a value cannot be put into a pattern",
                    "this row is for patterns such as Device( ), or empty; move the snippet one row down");
        }
        SourceBuilder builder = isMerged && first != null ? first.builder() : builder(header.code(), cell);
        headers.put(cell.column(), new Header(header.kind(), header.code(), cell, null, builder));
    }

    private static @Nullable SourceBuilder builder(ActionType.Code code, Grid.Cell cell) {
        return switch (code) {
            case CONDITION -> new LhsBuilder(cell.row(), cell.column(), cell.text());
            case ACTION -> new RhsBuilder(ACTION, cell.row(), cell.column(), cell.text());
            default -> null;
        };
    }

    private void snippet(Grid.Cell cell) {
        Header header = headers.get(cell.column());
        if (header == null) {
            problem(cell, "there is no kind above this cell", "write CONDITION or ACTION two rows above it");
            return;
        }
        boolean isField = header.code() == CONDITION && header.pattern() != null;
        if (isField && SnippetBuilder.getType(cell.text()) == SnippetBuilder.SnippetType.SINGLE) {
            problem(
                    cell,
                    "this snippet has no place for the value",
                    "write it with $param, such as heat == $param, or \"$param\" for a text");
            return;
        }
        SourceBuilder builder = header.builder();
        if (builder == null) {
            builder = switch (header.code()) {
                case CONDITION -> new LhsBuilder(cell.row(), cell.column(), null);
                case ACTION -> new RhsBuilder(ACTION, cell.row(), cell.column(), null);
                default -> null;
            };
        }
        if (builder != null) {
            builder.addTemplate(cell.row(), cell.column(), cell.text());
            headers.put(cell.column(), new Header(header.kind(), header.code(), header.pattern(), cell, builder));
        }
    }

    private void rule(List<Grid.Cell> cells, Grid.Cell table) {
        Grid.Cell first = cells.get(0);
        String name = table.text().substring(START.length()).strip() + "_" + (first.row() + 1);
        Grid.Cell named = first;
        Grid.Cell priority = null;
        List<Grid.Cell> conditions = new ArrayList<>();
        List<Grid.Cell> actions = new ArrayList<>();
        for (Grid.Cell cell : cells) {
            Header header = headers.get(cell.column());
            if (header == null) {
                problem(
                        cell,
                        "there is no kind above this cell",
                        "write CONDITION or ACTION in row " + (table.row() + 2));
            } else if (header.code() == NAME) {
                name = cell.text().replace('"', '\'');
                named = cell;
            } else if (header.code() == SALIENCE) {
                priority = cell;
            } else if (header.code() != DESCRIPTION && header.snippet() == null) {
                problem(
                        header.kind(),
                        "this column has no snippet",
                        "write it in row " + (table.row() + SNIPPET_ROW + 1));
            } else if (header.code() != DESCRIPTION && cell.text().contains("\"")) {
                problem(
                        cell,
                        "a double quote in a value",
                        "put the quotes into the snippet, such as model == \"$param\"");
            } else if (header.code() == CONDITION) {
                conditions.add(cell);
            } else if (header.code() == ACTION) {
                actions.add(cell);
            }
        }
        text.add("rule \"" + name + "\"", named).newLine();
        if (priority != null) {
            text.add("salience ", priority).add(priority.text(), priority).newLine();
        }
        text.add("when", first).newLine();
        new RowText(text, headers).write(conditions);
        text.add("then", first).newLine();
        new RowText(text, headers).write(actions);
        text.add("end", first).newLine();
    }

    private void problem(Grid.Cell cell, String message, String hint) {
        Problem problem =
                new Problem(file, cell.row() + 1, cell.column() + 1, "cell " + cell.name() + ": " + message, hint);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
