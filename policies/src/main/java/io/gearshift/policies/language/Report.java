package io.gearshift.policies.language;

import io.gearshift.core.text.Nearest;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the problems of one file, and the types that its bare constants lack. */
final class Report {

    /** A file with more is no rule file; each costs memory and a line on the screen. */
    static final int MOST = 100;

    private static final int MOST_SHOWN = 12;

    private final String file;
    private final List<Problem> problems;
    private int said;
    private final SortedMap<Integer, String> insertions = new TreeMap<>();

    Report(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    void problem(Code code, Token at, String message, String hint) {
        add(Problem.error(file, Span.of(at), code, message, hint));
    }

    void problem(Code code, Expr at, String message, String hint) {
        add(Problem.error(file, Span.of(at), code, message, hint));
    }

    void problem(Code code, Span at, String message, String hint) {
        add(Problem.error(file, at, code, message, hint));
    }

    void warning(Code code, Expr at, String message, String hint) {
        add(Problem.warning(file, Span.of(at), code, message, hint));
    }

    /** A second error at one place follows from the first. */
    private void add(Problem problem) {
        said++;
        if (isFull()) {
            return;
        }
        boolean isFollowOn = problems.stream()
                .anyMatch(p -> p.line() == problem.line()
                                && p.column() == problem.column()
                                && (p.isError() || p.code().equals(problem.code()))
                        || problem.code().equals(Code.SYNTAX.id()) && isSwallowed(problem, p));
        if (!isFollowOn) {
            problems.add(problem);
        }
    }

    /** An open quote takes the rest of its line with it, an open comment the rest of the file. */
    private static boolean isSwallowed(Problem problem, Problem by) {
        boolean isOpenText = by.code().equals(Code.QUOTES.id())
                && by.line() == problem.line()
                && problem.column() >= by.column()
                && problem.column() <= by.column() + by.length() + 1;
        return isOpenText || by.code().equals(Code.COMMENT.id());
    }

    /** Something may be missing there because it could not be read. */
    boolean hasErrorBetween(int firstLine, int lastLine) {
        return problems.stream().anyMatch(p -> p.isError() && p.line() >= firstLine && p.line() <= lastLine);
    }

    /** What comes after is not worth reading. */
    boolean isFull() {
        return problems.size() >= MOST;
    }

    /** How often something was wrong, follow-ons included. */
    int size() {
        return said;
    }

    /** The rule compiler needs {@code text} before the word. */
    void insert(Token before, String text) {
        insertions.put(before.start(), text);
    }

    String apply(String text) {
        StringBuilder source = new StringBuilder(text.length() + 8 * insertions.size());
        int from = 0;
        for (var insertion : insertions.entrySet()) {
            source.append(text, from, insertion.getKey()).append(insertion.getValue());
            from = insertion.getKey();
        }
        return source.append(text, from, text.length()).toString();
    }

    /** Of a long list the likeliest: nobody reads thirty names in an error. */
    static String nearestField(String word, Class<?> fact) {
        Collection<String> fields = Dictionary.fields(fact).keySet();
        if (fields.size() <= MOST_SHOWN) {
            return nearest(word, fields, "fields: ");
        }
        return Nearest.to(word, fields)
                .map(near -> "did you mean " + near + "?")
                .orElse("gearshift policy vocabulary " + fact.getSimpleName() + " lists its " + fields.size()
                        + " fields; the nearest are "
                        + String.join(
                                ", ",
                                fields.stream()
                                        .sorted(Comparator.comparingInt(field -> Nearest.distance(word, field)))
                                        .limit(3)
                                        .toList()));
    }

    static String nearest(String word, Collection<String> valid, String otherwise) {
        return Nearest.to(word, valid).map(v -> "did you mean " + v + "?").orElse(otherwise + String.join(", ", valid));
    }
}
