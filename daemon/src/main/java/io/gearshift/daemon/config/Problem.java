package io.gearshift.daemon.config;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing wrong with the configuration.
 *
 * @param where {@code file:line:column}, or the command line option
 * @param key dotted key; empty when no key is concerned
 * @param text what was found and what was expected
 * @param hint what to do; empty when the text says it
 */
public record Problem(String where, String key, String text, String hint) {

    private static final Pattern POSITION = Pattern.compile(".*:(\\d+):(\\d+)");

    /** Line, then column; what has no position comes last, in the order it was found. */
    static final Comparator<Problem> BY_POSITION = Comparator.comparingInt((Problem problem) -> problem.position(1))
            .thenComparingInt(problem -> problem.position(2));

    private int position(int group) {
        Matcher matcher = POSITION.matcher(where);
        return matcher.matches() ? Integer.parseInt(matcher.group(group)) : Integer.MAX_VALUE;
    }

    /** One line, and the hint on a second. */
    @Override
    public String toString() {
        String line = where + ": " + (key.isEmpty() ? "" : key + ": ") + text;
        return hint.isEmpty() ? line : line + System.lineSeparator() + "    " + hint;
    }
}
