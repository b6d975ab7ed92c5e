package io.gearshift.policies.table;

import io.gearshift.core.policy.RuleInfo;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleText;
import java.util.List;
import java.util.Set;

/**
 * Rules as text.
 *
 * @param name what people see: {@code heat.drl}, of an inherited one {@code default/heat.drl}
 * @param text rules in their own language; those of a table are made from its rows. What is replaced or disabled is
 *     blank, and lines keep their numbers
 * @param places from a line of the text to the author's place
 */
public record RuleFile(String name, String text, Places places) {

    /** Text that is the author's own, or whose places do not matter. */
    public RuleFile(String name, String text) {
        this(name, text, Places.SAME);
    }

    /** Names of its complete rules. */
    public List<String> rules() {
        return RuleText.of(text).rules().stream().map(RuleText.Rule::name).toList();
    }

    RuleFile without(Set<String> rules) {
        return new RuleFile(name, RuleText.of(text).without(rule -> rules.contains(rule.name())), places);
    }

    /** For a sentence: {@code at line 3}, or {@code in cell A6} of a table. */
    String placeOf(int line) {
        Places.Place place = places.of(line, 1);
        return place.cell().isEmpty() ? "at line " + place.line() : "in cell " + place.cell();
    }

    /** For a sentence: {@code heat.drl:3}, or {@code sockets.csv, cell A6}. */
    public String nameAndPlaceOf(int line) {
        return places.nameAndPlaceOf(name, line);
    }

    /** A problem in {@link #text}, said at the author's place. */
    public Problem placed(Problem problem) {
        Places.Place place = places.of(problem.line(), problem.column());
        boolean isCell = !place.cell().isEmpty();
        return new Problem(
                name,
                place.line(),
                place.column(),
                isCell ? 0 : problem.length(),
                problem.severity(),
                problem.code(),
                (isCell ? "cell " + place.cell() + ": " : "") + problem.message(),
                problem.hint(),
                isCell ? excerpt(place, offending(problem)) : null);
    }

    /** The cell with what is wrong in it, or all of it where that was put together from several cells. */
    private static Problem.Excerpt excerpt(Places.Place place, String offending) {
        int from = offending.isEmpty() ? -1 : place.text().indexOf(offending);
        return new Problem.Excerpt(
                place.cell(),
                place.text(),
                Math.max(0, from),
                from < 0 ? Math.max(1, place.text().length()) : offending.length());
    }

    private String offending(Problem problem) {
        String line =
                text.lines().skip(Math.max(0, problem.line() - 1)).findFirst().orElse("");
        int from = Math.min(line.length(), Math.max(0, problem.column() - 1));
        return line.substring(from, Math.min(line.length(), from + problem.length()));
    }

    /** A rule of {@link #text}, at the author's place. */
    public RuleInfo placed(RuleInfo rule) {
        return new RuleInfo(rule.name(), name, places.of(rule.line(), 1).line(), rule.reads());
    }
}
