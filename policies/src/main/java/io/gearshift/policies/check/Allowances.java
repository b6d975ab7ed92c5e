package io.gearshift.policies.check;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Warnings that an author has looked at and means: {@code // allow: units} at the end of the line, or alone on the line
 * above. Errors cannot be allowed. An allowance that allows nothing is a warning itself, so that none outlives its reason.
 */
final class Allowances {

    private static final Pattern COMMENT = Pattern.compile("//\\s*allow:\\s*([^/]*)");
    private static final Pattern WORD = Pattern.compile("[^\\s,]+");

    private static final List<String> WARNINGS = Arrays.stream(Code.values())
            .filter(code -> code.severity() == Problem.Severity.WARNING)
            .map(Code::id)
            .toList();

    private record Allowance(String code, Span at, int line) {}

    private final String file;
    private final List<Allowance> allowances = new ArrayList<>();

    /** @param text of a file of rules */
    Allowances(String file, String text) {
        this.file = file;
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            Matcher comment = COMMENT.matcher(lines[i]);
            if (comment.find()) {
                boolean isAlone = lines[i].substring(0, comment.start()).isBlank();
                read(lines[i], comment.start(1), i + 1, isAlone ? next(lines, i) : i + 1);
            }
        }
    }

    /** The line that a comment alone on its line speaks of: the next that is neither blank nor a comment. */
    private static int next(String[] lines, int comment) {
        int next = comment + 1;
        while (next < lines.length
                && (lines[next].isBlank() || lines[next].strip().startsWith("//"))) {
            next++;
        }
        return next + 1;
    }

    private void read(String line, int from, int number, int meant) {
        Matcher word = WORD.matcher(line).region(from, line.length());
        while (word.find()) {
            int length = word.end() - word.start();
            allowances.add(new Allowance(word.group(), new Span(number, word.start() + 1, length), meant));
        }
    }

    /** The problems that are not allowed, and what is wrong with the allowances. */
    List<Problem> apply(List<Problem> problems) {
        List<Problem> left = new ArrayList<>(problems);
        for (Allowance allowance : allowances) {
            boolean isUsed = left.removeIf(problem -> problem.file().equals(file)
                    && problem.line() == allowance.line()
                    && !problem.isError()
                    && problem.code().equals(allowance.code()));
            if (!isUsed) {
                left.add(unused(allowance));
            }
        }
        return left;
    }

    private Problem unused(Allowance allowance) {
        if (WARNINGS.contains(allowance.code())) {
            return warning(
                    allowance,
                    "there is no warning " + allowance.code() + " on line " + allowance.line() + " to allow",
                    "remove it, or put it on the warning's line or alone on the line above");
        }
        boolean isError = Code.of(allowance.code()).isPresent();
        return warning(
                allowance,
                isError
                        ? allowance.code() + " is an error, and errors cannot be allowed"
                        : "no warning " + allowance.code(),
                isError ? "mend what it says" : Nearest.hintOrList(allowance.code(), WARNINGS));
    }

    private Problem warning(Allowance allowance, String message, String hint) {
        return Problem.warning(file, allowance.at(), Code.ALLOWANCE, message, hint);
    }
}
