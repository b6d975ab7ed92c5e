package io.gearshift.policies.table;

import static org.drools.decisiontable.parser.ActionType.Code.ACTION;
import static org.drools.decisiontable.parser.ActionType.Code.CONDITION;
import static org.drools.decisiontable.parser.ActionType.Code.DESCRIPTION;
import static org.drools.decisiontable.parser.ActionType.Code.NAME;
import static org.drools.decisiontable.parser.ActionType.Code.SALIENCE;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.drools.decisiontable.parser.ActionType;
import org.drools.decisiontable.parser.LhsBuilder;
import org.drools.decisiontable.parser.RhsBuilder;
import org.drools.decisiontable.parser.SourceBuilder;
import org.drools.template.model.SnippetBuilder;
import org.jspecify.annotations.Nullable;

/** The columns of a table: what kind each is, and what its values are put into. */
final class Headers {

    private static final Set<ActionType.Code> ALLOWED = Set.of(CONDITION, ACTION, NAME, DESCRIPTION, SALIENCE);
    private static final List<String> KINDS = List.of("CONDITION", "ACTION", "NAME", "DESCRIPTION", "PRIORITY");

    private final String file;
    private final List<Problem> problems;
    private final SortedMap<Integer, Header> headers = new TreeMap<>();

    /** Columns of which something was said already. */
    private final Set<Integer> broken = new HashSet<>();

    Headers(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    @Nullable
    Header of(Grid.Cell cell) {
        return headers.get(cell.column());
    }

    /** Some column's mistake was said: what is missing in a row may have been meant for that column. */
    boolean isBroken() {
        return !broken.isEmpty();
    }

    void kind(Grid.Cell cell) {
        ActionType.Code code = ActionType.getTag2code().get(cell.text().toUpperCase(Locale.ROOT));
        if (code == null) {
            problem(cell, "\"" + cell.text() + "\" is no kind of column", Nearest.hintOrList(cell.text(), KINDS));
        } else if (!ALLOWED.contains(code)) {
            problem(cell, cell.text() + " is not allowed in a policy", "columns are " + String.join(", ", KINDS));
        } else {
            headers.put(cell.column(), new Header(cell, code, null, null, null));
        }
    }

    void pattern(Grid.Cell cell) {
        Header header = known(cell, "write CONDITION or ACTION above it");
        if (header == null) {
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

    void snippet(Grid.Cell cell) {
        Header header = known(cell, "write CONDITION or ACTION two rows above it");
        if (header == null) {
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

    /** The column with its snippet; null when it has none, which is said once. */
    @Nullable
    Header filled(Grid.Cell cell, Grid.Cell table) {
        Header header = known(cell, "write CONDITION or ACTION in row " + (table.row() + DecisionTable.KIND_ROW + 1));
        boolean isNeeded = header != null && (header.code() == CONDITION || header.code() == ACTION);
        if (header != null && isNeeded && header.snippet() == null) {
            Grid.Cell kind = header.kind();
            if (!broken.contains(kind.column())) {
                problem(
                        kind,
                        "this column has no snippet",
                        "write it in row " + (table.row() + DecisionTable.SNIPPET_ROW + 1));
            }
            return null;
        }
        return header;
    }

    private @Nullable Header known(Grid.Cell cell, String hint) {
        Header header = headers.get(cell.column());
        if (header == null && !broken.contains(cell.column())) {
            problem(cell, "there is no kind above this cell", hint);
        }
        return header;
    }

    void problem(Grid.Cell cell, String message, String hint) {
        broken.add(cell.column());
        problems.add(cell.problem(file, message, hint));
    }

    /** Of one value; its column is sound. */
    void value(Grid.Cell cell, String message, String hint) {
        problems.add(cell.problem(file, message, hint));
    }
}
