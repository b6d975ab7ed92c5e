package io.gearshift.policies.check;

import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleSyntax;
import io.gearshift.policies.language.Span;
import io.gearshift.policies.table.Places;
import java.util.ArrayList;
import java.util.List;

/**
 * What is most likely not meant in rules that can be read, one by one and together. All of it are warnings. A rule of
 * which it cannot tell for certain gets none.
 */
public final class PackAnalysis {

    /**
     * A rule and the file that it stands in.
     *
     * @param file name for problems
     * @param places from the rule's text to the author's
     */
    public record Placed(String file, RuleSyntax rule, Places places) {

        /** Of a rule that an author wrote as text. */
        public Placed(String file, RuleSyntax rule) {
            this(file, rule, Places.SAME);
        }

        /** Line and column, or the cell, for people. */
        String shown(Span span) {
            Places.Place place = places.of(span.line(), span.column());
            return place.cell().isEmpty() ? place.line() + ":" + place.column() : "cell " + place.cell();
        }

        boolean isOfTable() {
            return places != Places.SAME;
        }
    }

    private final List<Problem> problems = new ArrayList<>();

    private PackAnalysis() {}

    /** @param rules of the whole pack, in their order; each without mistakes */
    public static List<Problem> of(List<Placed> rules) {
        return of(rules, rules, true);
    }

    /**
     * @param rules without mistakes, in their order
     * @param all the others as well, as far as they could be read
     * @param isComplete false when some of the pack's rules could not be read: nothing is said of what is missing then
     */
    public static List<Problem> of(List<Placed> rules, List<Placed> all, boolean isComplete) {
        PackAnalysis analysis = new PackAnalysis();
        List<Known> known = new ArrayList<>();
        for (Placed rule : rules) {
            Cases.Result cases = Cases.of(rule.rule());
            if (cases != null) {
                known.add(new Known(rule, cases));
            }
        }
        SingleRule single = new SingleRule(analysis);
        known.forEach(single::check);
        List<Known> firing = known.stream()
                .filter(rule -> !rule.cases().possible().isEmpty())
                .toList();
        new RulePairs(analysis).check(firing);
        rules.forEach(rule -> new Unused(analysis).check(rule));
        if (isComplete) {
            new Privacy(analysis).check(firing);
            new Modes(analysis).check(all);
        }
        return analysis.problems;
    }

    /** A rule whose cases were found. */
    record Known(Placed placed, Cases.Result cases) {

        RuleSyntax rule() {
            return placed.rule();
        }

        String shown() {
            return '"' + rule().name() + "\" ("
                    + placed.places().nameAndPlaceOf(placed.file(), rule().at().line()) + ")";
        }

        /** Whether {@code other} can fire whenever this does; facts of {@code other} stand for facts of this. */
        boolean implies(Known other, java.util.Map<String, String> facts) {
            return implies(cases.possible(), other.cases.possible(), facts);
        }

        static boolean implies(List<Case> these, List<Case> those, java.util.Map<String, String> facts) {
            return these.stream().allMatch(one -> those.stream().anyMatch(other -> one.implies(other, facts)));
        }
    }

    void warn(Placed placed, Span at, Code code, String message, String hint) {
        // a table's conditions and actions are those of all its rows: only the rule's name tells which one is meant
        String name = "rule \"" + placed.rule().name() + '"';
        Problem warning = placed.isOfTable()
                ? Problem.warning(
                        placed.file(),
                        Span.of(placed.rule().at()),
                        code,
                        message.startsWith(name) ? message : name + ": " + message,
                        hint)
                : Problem.warning(placed.file(), at, code, message, hint);
        boolean isSaid = problems.stream()
                .anyMatch(p -> p.file().equals(warning.file())
                        && p.line() == warning.line()
                        && p.column() == warning.column()
                        && p.code().equals(warning.code()));
        if (!isSaid) {
            problems.add(warning);
        }
    }
}
