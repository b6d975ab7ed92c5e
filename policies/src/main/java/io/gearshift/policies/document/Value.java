package io.gearshift.policies.document;

import io.gearshift.core.text.Durations;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** One value of a document and where it stands. A value of the wrong kind adds a problem and reads as null. */
public final class Value {

    private static final int LONGEST_SHOWN = 40;

    private final String file;
    private final Node node;
    private final List<Problem> problems;

    Value(String file, Node node, List<Problem> problems) {
        this.file = file;
        this.node = node;
        this.problems = problems;
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isScalar() {
        return node instanceof ScalarNode;
    }

    /** Written as null, {@code ~} or {@code unknown}. */
    public boolean isNull() {
        return node instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.NULL) || scalar.getValue().equals("unknown"));
    }

    /** The value that {@code unknown} stands for in a field that can be unknown, without the problem of a wrong kind. */
    public boolean isNumber() {
        return node instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.FLOAT) || scalar.getTag().equals(Tag.INT));
    }

    public String file() {
        return file;
    }

    public int line() {
        return node.getStartMark().getLine() + 1;
    }

    public int column() {
        return node.getStartMark().getColumn() + 1;
    }

    List<Problem> problems() {
        return problems;
    }

    Node node() {
        return node;
    }

    /** Characters, quotes and brackets included; 0 for what goes on over several lines. */
    public int length() {
        boolean isOneLine = node.getStartMark().getLine() == node.getEndMark().getLine();
        return isOneLine
                ? Math.max(
                        0, node.getEndMark().getColumn() - node.getStartMark().getColumn())
                : 0;
    }

    /** Adds a problem at this value. */
    public void problem(String code, String message, String hint) {
        problems.add(new Problem(file, line(), column(), length(), Problem.Severity.ERROR, code, message, hint));
    }

    /** The keys and values of a map; keys that are not among {@code known} are problems. Null when it is no map. */
    public @Nullable Section section(String what, Collection<String> known) {
        if (node instanceof MappingNode mapping) {
            return Section.of(this, mapping, what, known);
        }
        expected(what, "keys and values", "known: " + String.join(", ", known));
        return null;
    }

    /** The keys and values of a map whose keys are names that the author chose. */
    public @Nullable Section names(String what) {
        if (node instanceof MappingNode mapping) {
            return Section.of(this, mapping, what, null);
        }
        expected(what, "names and values", "");
        return null;
    }

    /** The items of a list; none when it is no list, which is a problem. */
    public List<Value> items(String what) {
        if (!(node instanceof SequenceNode sequence)) {
            expected(what, "a list", "for example [a, b]");
            return List.of();
        }
        List<Value> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(new Value(file, item, problems)));
        return items;
    }

    /** A list, or one item written without brackets. */
    public List<Value> oneOrMore(String what) {
        return isList() ? items(what) : List.of(this);
    }

    /** As it was written; empty for a map or list. */
    public String raw() {
        return node instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
    }

    public @Nullable String text(String what) {
        if (isScalar() && !isNull() && !raw().isEmpty()) {
            return raw();
        }
        expected(what, "a text", "");
        return null;
    }

    public @Nullable Boolean flag(String what) {
        if (node instanceof ScalarNode scalar && (raw().equals("true") || raw().equals("false"))) {
            return scalar.getValue().equals("true");
        }
        expected(what, "true or false", "");
        return null;
    }

    /** In the unit and range of the field of that name ({@code temperatureC}, {@code loadRatio}). */
    public @Nullable Double quantity(String field) {
        Optional<Double> number = isScalar() ? Bounds.of(field).parse(raw()) : Optional.empty();
        if (number.isEmpty()) {
            expected(
                    field,
                    Bounds.of(field).expected(),
                    isScalar() ? Bounds.of(field).hint(raw()) : "");
            return null;
        }
        return isWithin(field, number.get(), raw()) ? number.get() : null;
    }

    /** Whether the number can be one of this field; a problem when it cannot. */
    public boolean isWithin(String field, double number, String written) {
        Bounds bounds = Bounds.of(field);
        if (!bounds.holds(number)) {
            problem("range", field + ": " + written + " (expected: " + bounds.expected() + ")", bounds.hint(written));
        }
        return bounds.holds(number);
    }

    public @Nullable Integer whole(String what, int least, int most) {
        try {
            int number = Integer.parseInt(raw());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of range
        }
        expected(what, "a whole number, " + least + ".." + most, "");
        return null;
    }

    public @Nullable Duration duration(String what) {
        Optional<Duration> duration = isScalar() ? Durations.parse(raw()) : Optional.empty();
        if (duration.isEmpty()) {
            expected(what, "a duration such as 250ms, 10s or 5m", isNumber() ? "write " + raw() + "s for seconds" : "");
            return null;
        }
        return duration.get();
    }

    /** A constant of an enum, upper or lower case alike. */
    public <E extends Enum<E>> @Nullable E constant(String what, Class<E> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        String text = raw().toUpperCase(Locale.ROOT);
        if (isScalar() && names.contains(text)) {
            return Enum.valueOf(type, text);
        }
        expected(what, String.join(", ", names), Nearest.hint(raw(), names));
        return null;
    }

    /** The whole document is not named: its file is. */
    static String about(String what) {
        return what.isEmpty() ? "" : what + ": ";
    }

    private void expected(String what, String expected, String hint) {
        problem("type", about(what) + shown() + " (expected: " + expected + ")", hint);
    }

    /** As it was written, shortened. */
    public String shown() {
        if (!isScalar()) {
            return isMap() ? "keys and values" : "a list";
        }
        String text = raw().isEmpty() ? "nothing" : raw();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }
}
