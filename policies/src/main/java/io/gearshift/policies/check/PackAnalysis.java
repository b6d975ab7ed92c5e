package io.gearshift.policies.check;

import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleSyntax;
import io.gearshift.policies.language.Span;
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
     */
    public record Placed(String file, RuleSyntax rule) {}

    private final List<Problem> problems = new ArrayList<>();

    private PackAnalysis() {}

    /** @param rules of the whole pack, in their order; each without mistakes */
    public static List<Problem> of(List<Placed> rules) {
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
        new Modes(analysis).check(rules);
        return analysis.problems;
    }

    /** A rule whose cases were found. */
    record Known(Placed placed, Cases.Result cases) {

        RuleSyntax rule() {
            return placed.rule();
        }

        String shown() {
            return '"' + rule().name() + "\" (" + placed.file() + ":"
                    + rule().at().line() + ")";
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
        Problem warning = Problem.warning(placed.file(), at, code, message, hint);
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
