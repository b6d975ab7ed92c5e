package io.gearshift.policies.table;

import static org.drools.decisiontable.parser.ActionType.Code.ACTION;
import static org.drools.decisiontable.parser.ActionType.Code.CONDITION;
import static org.drools.decisiontable.parser.ActionType.Code.DESCRIPTION;
import static org.drools.decisiontable.parser.ActionType.Code.NAME;
import static org.drools.decisiontable.parser.ActionType.Code.SALIENCE;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** What begins the parts of a rule, and of sentences like it. */
    private static final Map<String, String> WORDS_OF_RULES =
            Map.of("IF", "CONDITION", "WHEN", "CONDITION", "THEN", "ACTION", "RULE", "NAME", "SALIENCE", "PRIORITY");

    private static final Pattern WORD = Pattern.compile("\\$\\w+");

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
            String meant = meant(cell.text());
            problem(
                    cell,
                    "\"" + cell.text() + "\" is no kind of column",
                    meant == null ? "expected one of " + String.join(", ", KINDS) : "did you mean " + meant + "?");
            code = meant == null ? null : ActionType.getTag2code().get(meant);
        }
        if (code == null) {
            return;
        } else if (!ALLOWED.contains(code)) {
            problem(cell, cell.text() + " is not allowed in a policy", "columns are " + String.join(", ", KINDS));
        } else {
            headers.put(cell.column(), new Header(cell, code, null, null, "", null));
        }
    }

    /** The kind that was most likely meant, so that what stands below it is read all the same; null when none is near. */
    private static @Nullable String meant(String kind) {
        String upper = kind.toUpperCase(Locale.ROOT);
        return Nearest.to(upper, KINDS)
                .or(() -> KINDS.stream()
                        .filter(known -> upper.length() > 2 && known.startsWith(upper))
                        .findFirst())
                .orElse(WORDS_OF_RULES.get(upper));
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
        headers.put(cell.column(), new Header(header.kind(), header.code(), cell, null, "", builder));
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
        String template = template(cell, header);
        if (template == null) {
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
            builder.addTemplate(cell.row(), cell.column(), template);
            headers.put(
                    cell.column(), new Header(header.kind(), header.code(), header.pattern(), cell, template, builder));
        }
    }

    /** The snippet as it is meant; null, after a problem, when its values have no place in it. */
    private @Nullable String template(Grid.Cell cell, Header header) {
        String text = cell.text();
        if (SnippetBuilder.getType(text) != SnippetBuilder.SnippetType.SINGLE) {
            return text;
        }
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            boolean isInText = text.substring(0, word.start())
                                    .chars()
                                    .filter(c -> c == '"')
                                    .count()
                            % 2
                    == 1;
            if (isInText || Nearest.to(word.group(), List.of(RowText.VALUE)).isPresent()) {
                problem(
                        cell,
                        "this snippet has no place for the value: " + word.group() + " is none",
                        "did you mean " + RowText.VALUE + "?");
                return text.substring(0, word.start()) + RowText.VALUE + text.substring(word.end());
            }
        }
        if (header.code() != CONDITION || header.pattern() == null) {
            return text;
        }
        problem(
                cell,
                "this snippet has no place for the value",
                "write it with $param, such as heat == $param, or \"$param\" for a text");
        return null;
    }

    /** Patterns whose snippets could not be read; other columns may use their names. */
    List<Grid.Cell> bare() {
        Set<SourceBuilder> written = new HashSet<>();
        for (Header header : headers.values()) {
            SourceBuilder builder = header.builder();
            if (header.snippet() != null && builder != null) {
                written.add(builder);
            }
        }
        List<Grid.Cell> patterns = new ArrayList<>();
        for (Header header : headers.values()) {
            Grid.Cell pattern = header.pattern();
            SourceBuilder builder = header.builder();
            if (header.code() == CONDITION && pattern != null && builder != null && written.add(builder)) {
                patterns.add(pattern);
            }
        }
        return patterns;
    }

    /** Whether a row says what to do: a remark below a table does not. */
    boolean hasAction(List<Grid.Cell> row) {
        return row.stream().anyMatch(cell -> {
            Header header = of(cell);
            return header != null && header.code() == ACTION;
        });
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
