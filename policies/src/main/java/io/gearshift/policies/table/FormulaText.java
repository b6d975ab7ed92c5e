package io.gearshift.policies.table;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which formulas are worked out: those that make numbers of numbers. Joining text, a cell with the next one, doubles it with each
 * row, and an area may name more cells than there is time for.
 */
final class FormulaText {

    private static final Set<String> FUNCTIONS = Set.of(
            "ABS",
            "AND",
            "AVERAGE",
            "CEILING",
            "COUNT",
            "FLOOR",
            "IF",
            "INT",
            "MAX",
            "MEDIAN",
            "MIN",
            "MOD",
            "NOT",
            "OR",
            "PRODUCT",
            "ROUND",
            "ROUNDDOWN",
            "ROUNDUP",
            "SQRT",
            "SUM",
            "TRUE",
            "FALSE");

    private static final int LONGEST = 500;
    private static final int MOST_CELLS = 1_000;

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern FUNCTION = Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_.]*)\\s*\\(");
    private static final Pattern AREA =
            Pattern.compile("\\$?([A-Z]{1,3})\\$?(\\d{1,7}):\\$?([A-Z]{1,3})\\$?(\\d{1,7})");

    private FormulaText() {}

    /** Why it is not worked out; null when it is. */
    static @Nullable String refusal(String formula) {
        if (formula.length() > LONGEST) {
            return "is longer than " + LONGEST + " characters";
        }
        String bare = QUOTED.matcher(formula).replaceAll("\"\"");
        if (bare.contains("[")) {
            return "reads another workbook";
        }
        if (bare.contains("&")) {
            return "joins text";
        }
        for (Matcher function = FUNCTION.matcher(bare); function.find(); ) {
            if (!FUNCTIONS.contains(function.group(1))) {
                return "uses " + function.group(1);
            }
        }
        String rest = bare;
        for (Matcher area = AREA.matcher(bare); area.find(); ) {
            long rows = Math.abs(Long.parseLong(area.group(4)) - Long.parseLong(area.group(2))) + 1;
            long columns = Math.abs(column(area.group(3)) - column(area.group(1))) + 1;
            if (rows * columns > MOST_CELLS) {
                return "reads more than " + MOST_CELLS + " cells";
            }
            rest = rest.replace(area.group(), "");
        }
        return rest.contains(":") ? "reads whole rows or columns" : null;
    }

    private static long column(String letters) {
        return letters.chars().asLongStream().reduce(0, (sum, letter) -> sum * 26 + letter - 'A' + 1);
    }
}
