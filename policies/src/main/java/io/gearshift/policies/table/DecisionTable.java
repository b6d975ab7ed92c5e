package io.gearshift.policies.table;

import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns decision tables in the layout of Drools into rules, one a row. The values are put into the snippets by Drools'
 * own builders; the layout is read here, so that each mistake is said at its cell and what a policy may not contain is
 * refused there. The rules then go through the same reader as those written by hand.
 */
final class DecisionTable {

    static final String START = "ruletable";

    static final int KIND_ROW = 1;
    static final int PATTERN_ROW = 2;
    static final int SNIPPET_ROW = 3;
    private static final int FIRST_RULE_ROW = 5;

    private static final int MOST_CELLS = 20_000;

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
    private Headers headers;

    private DecisionTable(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
        this.headers = new Headers(file, problems);
    }

    static boolean isTable(String file) {
        return file.endsWith(".csv") || file.endsWith(".xlsx");
    }

    static boolean isStart(Grid.Cell cell) {
        return isStart(cell.text());
    }

    static boolean isStart(String cell) {
        return cell.toLowerCase(Locale.ROOT).startsWith(START);
    }

    /** @param problems takes what is wrong, at its cell */
    static RuleFile read(String file, byte[] bytes, List<Problem> problems) {
        DecisionTable table = new DecisionTable(file, problems);
        int before = problems.size();
        List<Grid> grids = file.endsWith(".csv")
                ? List.of(CsvSheet.read(file, bytes, problems))
                : XlsxSheets.read(file, bytes, problems);
        int size = grids.stream().mapToInt(Grid::size).sum();
        if (size > MOST_CELLS) {
            table.problem(size + " cells (expected: at most " + MOST_CELLS + ")", "split the table");
        } else if (problems.size() == before) {
            grids.forEach(table.text::from);
            table.grids(grids);
        }
        return new RuleFile(file, table.text.toString(), table.text);
    }

    private void grids(List<Grid> grids) {
        if (grids.stream().noneMatch(Grid::hasTable)) {
            problem("no table", "a table begins with a cell \"RuleTable NAME\"; see docs/packs.md");
        }
        int before = problems.size();
        grids.forEach(this::rows);
        int made = RuleText.of(text.toString()).rules().size();
        if (problems.size() == before && made > text.rules()) {
            problem(
                    "holds " + made + " rules in rows for " + text.rules(),
                    "a snippet closes its rule and opens another: write conditions and actions only");
        }
    }

    private void rows(Grid grid) {
        start = null;
        headers = new Headers(file, problems);
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
    }

    private void row(int row, List<Grid.Cell> cells) {
        for (Grid.Cell cell : cells) {
            if (isStart(cell)) {
                start = cell;
                headers = new Headers(file, problems);
                return;
            }
        }
        Grid.Cell table = start;
        if (table == null) {
            cells.forEach(this::setting);
            if (headers.hasAction(cells)) {
                text.ignore(cells.get(0));
            }
            return;
        }
        List<Grid.Cell> inside =
                cells.stream().filter(cell -> cell.column() >= table.column()).toList();
        switch (row - table.row()) {
            case KIND_ROW -> inside.forEach(headers::kind);
            case PATTERN_ROW -> inside.forEach(headers::pattern);
            case SNIPPET_ROW -> inside.forEach(headers::snippet);
            default -> {
                if (row - table.row() >= FIRST_RULE_ROW && !inside.isEmpty()) {
                    new RowText(text, headers).rule(inside, table);
                }
            }
        }
    }

    private void setting(Grid.Cell cell) {
        String key = cell.text().toLowerCase(Locale.ROOT).replace(":", "").strip();
        if (REFUSED.contains(key)) {
            problems.add(cell.problem(
                    file,
                    cell.text() + " is not allowed in a policy",
                    "remove it: the facts and verbs are there by themselves, and nothing else can be reached"));
        }
    }

    private void problem(String message, String hint) {
        problems.add(new Problem(file, 0, 0, 0, Problem.Severity.ERROR, Code.TABLE.id(), message, hint));
    }
}
