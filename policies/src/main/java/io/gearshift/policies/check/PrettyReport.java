package io.gearshift.policies.check;

import io.gearshift.policies.language.Problem;

/** Problems for eyes: the offending line with its mark, why, and what to do. */
public final class PrettyReport {

    /** Columns of a line that are shown around a mark. */
    private static final int WIDEST = 110;

    private PrettyReport() {}

    public static String of(CheckReport report) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : report.problems()) {
            text.append(of(report, problem)).append('\n');
        }
        return text.append(summary(report)).append('\n').toString();
    }

    private static String of(CheckReport report, Problem problem) {
        StringBuilder text = new StringBuilder(report.path(problem));
        if (problem.line() > 0) {
            text.append(':').append(problem.line());
            text.append(problem.column() > 0 ? ":" + problem.column() : "");
        }
        text.append(problem.isError() ? ": error: " : ": warning: ");
        text.append(problem.message()).append(" [").append(problem.code()).append("]\n");
        String line = report.line(problem);
        Problem.Excerpt cell = problem.excerpt();
        String number = cell == null ? String.valueOf(problem.line()) : cell.place();
        String margin = " ".repeat(number.length() + 1);
        if (line != null && !line.isBlank()) {
            Marked marked = cell == null
                    ? marked(line, problem.column(), problem.length())
                    : marked(line, cell.from() + 1, cell.length());
            text.append(' ').append(number).append(" | ").append(marked.line()).append('\n');
            text.append(margin).append(" | ").append(marked.mark()).append('\n');
        }
        if (!problem.hint().isEmpty()) {
            text.append(margin).append(" = ").append(problem.hint()).append('\n');
        }
        return text.toString();
    }

    static String summary(CheckReport report) {
        if (report.problems().isEmpty()) {
            return report.pack() + ": " + counted(report.rules(), "rule") + ", no problems";
        }
        String errors = report.errors() == 0 ? "" : counted(report.errors(), "error");
        String warnings = report.warnings() == 0 ? "" : counted(report.warnings(), "warning");
        return report.pack() + ": " + errors + (errors.isEmpty() || warnings.isEmpty() ? "" : ", ") + warnings;
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private record Marked(String line, String mark) {}

    /** Tabs stay tabs in both, and wide characters get two marks, so that any terminal shows the mark where it belongs. */
    private static Marked marked(String line, int column, int length) {
        int from = Math.max(0, Math.min(line.length(), column - 1));
        int to = Math.min(line.length(), from + Math.max(1, length));
        int first = from > WIDEST - 20 ? from - 40 : 0;
        StringBuilder shown = new StringBuilder(first > 0 ? "..." : "");
        StringBuilder mark = new StringBuilder(first > 0 ? "   " : "");
        for (int at = first; at < line.length() && at < first + WIDEST; ) {
            int c = line.codePointAt(at);
            int width = width(c);
            boolean isMarked = at >= from && at < to;
            shown.append(visible(c));
            if (c == '\t' && !isMarked) {
                mark.append('\t');
            } else if (at < to) {
                mark.append((isMarked ? "^" : " ").repeat(width));
            }
            at += Character.charCount(c);
        }
        shown.append(first + WIDEST < line.length() ? "..." : "");
        return new Marked(shown.toString().stripTrailing(), from >= line.length() ? mark + "^" : mark.toString());
    }

    private static String visible(int c) {
        boolean isInvisible = c != '\t' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        return isInvisible ? "\u00b7" : Character.toString(c);
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        boolean isWide = c >= 0x1F300 && c <= 0x1FAFF
                || c >= 0xFF01 && c <= 0xFF60
                || script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.HANGUL;
        return isWide ? 2 : 1;
    }
}
