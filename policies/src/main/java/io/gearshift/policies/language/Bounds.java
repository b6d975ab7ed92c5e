package io.gearshift.policies.language;

import io.gearshift.policies.language.Element.Constraint;
import io.gearshift.policies.language.Element.Group;
import io.gearshift.policies.language.Element.Pattern;
import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.Literal;
import io.gearshift.policies.language.Expr.Name;
import java.util.List;

/**
 * How much work a rule can make. Drools combines the facts of a rule before its first action runs, where no limit of
 * firings or time is looked at, and an alternative multiplies the rule itself; so both are bounded by the rule's form, for
 * a device with many facts. Sizes are far above those of any rule that a person can read.
 */
public final class Bounds {

    /** The comparisons that all rules of a pack may make together: about a second of a small core. */
    public static final long MOST_COMPARISONS_OF_PACK = 20_000_000;

    /** Rules of a pack; the compiler needs a second and 100 kB of memory for a few dozen. */
    public static final int MOST_RULES = 400;

    private static final int CANDIDATES = 120;
    private static final int MODELS = 10;
    private static final int MODES = 32;

    /** Two candidates and a model: some milliseconds and 10 MB. */
    private static final long MOST_COMBINATIONS = 150_000;

    /** Two candidates and the question whether there is, or is not, a third: some 50 ms. */
    private static final long MOST_COMPARISONS = 2_000_000;

    private static final int MOST_ALTERNATIVES = 16;
    private static final int MOST_PATTERNS = 16;
    private static final int MOST_CONDITIONS = 100;
    private static final int MOST_ACTIONS = 50;

    private static final String SPLIT =
            "ask with exists Candidate( ... ), or split the rule with insert(new Mode(\"...\"))";

    /**
     * @param alternatives how often the rule is multiplied by {@code or}
     * @param combinations facts that are joined, at most, when all conditions hold
     * @param comparisons of one fact with the combinations before it
     */
    private record Work(long alternatives, long combinations, long comparisons, int patterns, int conditions) {

        static final Work NONE = new Work(1, 1, 0, 0, 0);

        Work then(Work next) {
            return new Work(
                    capped(alternatives, next.alternatives),
                    capped(combinations, next.combinations),
                    comparisons + capped(combinations, next.comparisons),
                    patterns + next.patterns,
                    conditions + next.conditions);
        }

        Work or(Work other) {
            return new Work(
                    alternatives + other.alternatives,
                    Math.max(combinations, other.combinations),
                    comparisons + other.comparisons,
                    patterns + other.patterns,
                    conditions + other.conditions);
        }

        private static long capped(long a, long b) {
            return Math.min(Integer.MAX_VALUE, a * b); // factors are below 2^31, so the product fits
        }
    }

    private Bounds() {}

    /** Comparisons of one evaluation at most, on a device with many facts. */
    public static long comparisons(RuleSyntax rule) {
        return all(rule.conditions()).comparisons();
    }

    static void check(RuleSyntax rule, Report report) {
        Work work = all(rule.conditions());
        String name = "rule \"" + rule.name() + "\" ";
        if (work.combinations() > MOST_COMBINATIONS || work.comparisons() > MOST_COMPARISONS) {
            report.problem(
                    Code.TOO_MANY_COMBINATIONS,
                    rule.at(),
                    name + "combines too many facts: " + CANDIDATES + " candidates and " + MODELS + " models make "
                            + Math.max(work.combinations(), work.comparisons()) + " comparisons (expected: at most "
                            + MOST_COMPARISONS + ", and " + MOST_COMBINATIONS + " combinations)",
                    SPLIT);
        }
        most(rule, report, work.alternatives(), MOST_ALTERNATIVES, "alternatives (or)", "write a rule for each");
        most(rule, report, work.patterns(), MOST_PATTERNS, "facts", SPLIT);
        most(rule, report, work.conditions(), MOST_CONDITIONS, "conditions", SPLIT);
        most(rule, report, rule.actions().size(), MOST_ACTIONS, "actions", "split the rule");
    }

    private static void most(RuleSyntax rule, Report report, long found, long most, String what, String hint) {
        if (found > most) {
            report.problem(
                    Code.TOO_LARGE,
                    rule.at(),
                    "rule \"" + rule.name() + "\" has " + found + " " + what + " (expected: at most " + most + ")",
                    hint);
        }
    }

    private static Work all(List<Element> elements) {
        return elements.stream().map(Bounds::of).reduce(Work.NONE, Work::then);
    }

    private static Work of(Element element) {
        if (element instanceof Pattern pattern) {
            long facts = facts(pattern);
            return new Work(1, facts, facts, 1, pattern.constraints().size());
        }
        Group group = (Group) element;
        return switch (group.join()) {
            case AND -> all(group.members());
            case OR -> group.members().stream().map(Bounds::of).reduce(Work::or).orElse(Work.NONE);
            case NOT, EXISTS -> asked(of(group.members().get(0)));
        };
    }

    /** Only looked for, not joined; but a group is joined inside first. */
    private static Work asked(Work inner) {
        return new Work(
                inner.alternatives(),
                inner.patterns() > 1 ? inner.combinations() : 1,
                inner.comparisons(),
                inner.patterns(),
                inner.conditions());
    }

    private static long facts(Pattern pattern) {
        return switch (pattern.type().text()) {
            case "Candidate" -> CANDIDATES;
            case "Model" -> MODELS;
            case "Mode" -> pattern.constraints().stream().anyMatch(Bounds::isOneName) ? 1 : MODES;
            default -> 1;
        };
    }

    private static boolean isOneName(Constraint constraint) {
        return constraint.expression() instanceof Binary binary
                && binary.operator().is("==")
                && binary.left() instanceof Name
                && binary.right() instanceof Literal;
    }
}
