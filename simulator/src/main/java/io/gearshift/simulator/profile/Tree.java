package io.gearshift.simulator.profile;

import io.gearshift.policies.document.Documents;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import io.gearshift.policies.language.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A YAML or JSON file as keys and values with their lines. A line that breaks it is refused, and the rest is read without it. */
final class Tree {

    /** A text with more faults is another format. */
    private static final int MOST_FAULTS = 50;

    private final Value value;
    private final ProfileSink out;

    private Tree(Value value, ProfileSink out) {
        this.value = value;
        this.out = out;
    }

    /** @return null when nothing is left of it; every fault is refused */
    static @Nullable Tree of(ProfileFile file, ProfileSink out) {
        List<String> lines = new ArrayList<>(file.lines());
        lines.replaceAll(line -> line.replace("\t", "  "));
        for (int fault = 0; fault < MOST_FAULTS; fault++) {
            List<Problem> problems = new ArrayList<>();
            Value root = Documents.read(file.name(), String.join("\n", lines) + "\n", problems);
            if (root != null) {
                return new Tree(root, out);
            }
            Problem problem = problems.get(0);
            int line = faulty(lines, problem);
            out.refuse(line, problem.message().replace("not YAML", "not YAML or JSON"));
            if (line < 1 || line > lines.size() || lines.get(line - 1).isBlank()) {
                return null;
            }
            lines.set(line - 1, problem.message().contains("<stream end>") ? closing(lines, line - 1) : "");
        }
        out.refuse(1, "more than " + MOST_FAULTS + " faults: the file was given up");
        return null;
    }

    /** A quote that is not closed shows at the end only, and what follows a fault may be told in its place when that is blank. */
    private static int faulty(List<String> lines, Problem problem) {
        if (problem.message().contains("quoted scalar")) {
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).chars().filter(c -> c == '"').count() % 2 == 1) {
                    return i + 1;
                }
            }
        }
        boolean isKeyAbove = problem.message().contains("could not find expected ':'");
        int line = Math.max(1, Math.min(problem.line() - (isKeyAbove ? 1 : 0), lines.size()));
        while (line > 1 && lines.get(line - 1).isBlank()) {
            line--;
        }
        return line;
    }

    /** What a JSON file that was cut off lacks after its last whole line; a comma before it is no fault in YAML. */
    private static String closing(List<String> lines, int cut) {
        Deque<Character> open = new ArrayDeque<>();
        boolean isText = false;
        for (char c : String.join("\n", lines.subList(0, cut)).toCharArray()) {
            isText ^= c == '"';
            if (!isText && (c == '{' || c == '[')) {
                open.push(c == '{' ? '}' : ']');
            } else if (!isText && (c == '}' || c == ']') && !open.isEmpty()) {
                open.pop();
            }
        }
        StringBuilder closing = new StringBuilder();
        open.forEach(closing::append);
        return closing.toString();
    }

    long line() {
        return value.line();
    }

    /** As it was written; empty for a list, a map or null. */
    String text() {
        return value.isScalar() && !value.isNull() ? value.raw() : "";
    }

    boolean isMap() {
        return value.isMap();
    }

    /** In the order of the file. */
    List<String> keys() {
        Section section = value.isMap() ? value.names("") : null;
        return section == null ? List.of() : List.copyOf(section.keys());
    }

    /** In the order of the file. */
    void each(BiConsumer<String, Tree> use) {
        for (String key : keys()) {
            Tree found = get(key);
            if (found != null) {
                use.accept(key, found);
            }
        }
    }

    @Nullable
    Tree get(String key) {
        Section section = value.isMap() ? value.names("") : null;
        Value found = section == null ? null : section.get(key);
        return found == null ? null : new Tree(found, out);
    }

    /** Down the keys; null when one is missing. */
    @Nullable
    Tree at(String... keys) {
        Tree here = this;
        for (String key : keys) {
            here = here == null ? null : here.get(key);
        }
        return here;
    }

    String text(String... keys) {
        Tree found = at(keys);
        return found == null ? "" : found.text();
    }

    List<Tree> items() {
        return value.isList()
                ? value.items("").stream().map(item -> new Tree(item, out)).toList()
                : List.of();
    }

    /** Empty where it is missing or null; refused, and empty, when it is no number. */
    OptionalDouble number(String... keys) {
        Tree found = at(keys);
        if (found == null || found.value.isNull()) {
            return OptionalDouble.empty();
        }
        try {
            if (!found.value.isScalar()) {
                throw new Amount.Unreadable(found.value.shown() + " is no number");
            }
            return Amount.number(found.value.raw());
        } catch (Amount.Unreadable e) {
            out.refuse(found.line(), keys[keys.length - 1] + ": " + e.why());
            return OptionalDouble.empty();
        }
    }
}
