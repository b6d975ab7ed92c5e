package io.gearshift.policies.language;

import io.gearshift.core.text.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the problems of one file, and the types that its bare constants lack. */
final class Report {

    private final String file;
    private final List<Problem> problems;
    private final SortedMap<Integer, String> insertions = new TreeMap<>();

    Report(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    void problem(Token at, String message, String hint) {
        problems.add(new Problem(file, at.line(), at.column(), message, hint));
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

    static String nearest(String word, Collection<String> valid, String otherwise) {
        return Nearest.to(word, valid).map(v -> "did you mean " + v + "?").orElse(otherwise + String.join(", ", valid));
    }
}
