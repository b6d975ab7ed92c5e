package io.gearshift.policies.check;

import io.gearshift.policies.check.PackAnalysis.Known;
import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Element;
import io.gearshift.policies.language.Element.Constraint;
import io.gearshift.policies.language.Element.Group;
import io.gearshift.policies.language.Element.Pattern;
import io.gearshift.policies.language.Expr;
import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.RuleSyntax.Action;
import io.gearshift.policies.language.Span;
import io.gearshift.policies.language.Token;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules that never fire, alternatives that never hold, conditions that always do, and rules that leave no gear. */
final class SingleRule {

    private final PackAnalysis analysis;

    SingleRule(PackAnalysis analysis) {
        this.analysis = analysis;
    }

    void check(Known known) {
        if (known.cases().possible().isEmpty()) {
            neverMatches(known);
            return;
        }
        Alternatives.of(known.rule()).forEach(place -> alternatives(known, place));
        known.rule().conditions().forEach(element -> alwaysTrue(known, element));
        for (Action action : known.rule().actions()) {
            lastResort(known, action);
        }
    }

    private void neverMatches(Known known) {
        List<Case> cases = known.cases().cases();
        Literal conflict = cases.isEmpty() ? null : cases.get(cases.size() - 1).conflict();
        Literal against = cases.isEmpty() ? null : cases.get(cases.size() - 1).against();
        Expr at = conflict == null ? null : conflict.at();
        String name = '"' + known.rule().name() + '"';
        if (conflict == null || at == null || cases.size() > 1) {
            Token rule = known.rule().at();
            analysis.warn(
                    known.placed(),
                    at == null ? Span.of(rule) : Span.of(at),
                    Code.NEVER_MATCHES,
                    "rule " + name + " can never fire: none of its alternatives can hold",
                    "look for conditions that exclude each other");
        } else if (against == null || against.at() == null) {
            analysis.warn(
                    known.placed(),
                    Span.of(at),
                    Code.NEVER_MATCHES,
                    "rule " + name + " can never fire: no " + kind(conflict) + " has such a value of "
                            + conflict.field(),
                    "gearshift policy vocabulary " + kind(conflict) + " shows the field's range");
        } else {
            Span other = Span.of(against.at());
            analysis.warn(
                    known.placed(),
                    Span.of(at),
                    Code.NEVER_MATCHES,
                    "rule " + name + " can never fire: "
                            + (known.placed().isOfTable() ? "one condition" : "this") + " excludes what "
                            + known.placed().shown(other) + " asks of " + conflict.field(),
                    implied(conflict, against));
        }
    }

    /** Where one of them says nothing of the field itself. */
    private static String implied(Literal conflict, Literal against) {
        for (Literal literal : List.of(conflict, against)) {
            String written = literal.at() == null ? "" : literal.at().at().text();
            if (literal.field().equals("location") && written.equals("isLightest")) {
                return "the lightest gear is a local one";
            } else if (literal.field().equals("location") && (written.equals("isReachable") || written.equals("!"))) {
                return "a local gear is always reachable";
            }
        }
        return "conditions after a comma must all hold; for either of them write || or in ( ... )";
    }

    private static String kind(Literal literal) {
        int mark = literal.fact().indexOf('#');
        return mark < 0 ? literal.fact() : literal.fact().substring(0, mark);
    }

    private void alternatives(Known known, Object place) {
        int count = place instanceof Group group ? group.members().size() : 2;
        for (int i = 0; i < count; i++) {
            Map<Object, Integer> only = new IdentityHashMap<>();
            only.put(place, i);
            Cases.Result taken = Cases.of(known.rule(), only);
            if (taken != null && taken.possible().isEmpty()) {
                Span at = place instanceof Binary binary
                        ? Span.of(i == 0 ? binary.left() : binary.right())
                        : Span.of(first(((Group) place).members().get(i)));
                analysis.warn(
                        known.placed(),
                        at,
                        Code.DEAD_BRANCH,
                        "this alternative can never hold beside the rule's other conditions",
                        "leave it out, or look for conditions that exclude it");
            }
        }
    }

    private static Token first(Element element) {
        return element instanceof Pattern pattern
                ? pattern.type()
                : first(((Group) element).members().get(0));
    }

    private void alwaysTrue(Known known, Element element) {
        if (element instanceof Group group) {
            group.members().forEach(member -> alwaysTrue(known, member));
            return;
        }
        for (Constraint constraint : ((Pattern) element).constraints()) {
            if (!Cases.isCondition(constraint)) {
                continue;
            }
            List<Case> opposite = Cases.opposite(known.rule(), constraint);
            if (opposite != null && opposite.stream().noneMatch(Case::isPossible)) {
                analysis.warn(
                        known.placed(),
                        Span.of(constraint.expression()),
                        Code.ALWAYS_TRUE,
                        "this is always true",
                        constraint.expression() instanceof Binary binary
                                        && binary.operator().is("||")
                                ? "of two != joined by || one always holds: write &&, or not in ( ... )"
                                : "leave it out, or compare with another value");
            }
        }
    }

    /** A rule that takes even the lightest local gear away, whatever that gear is. */
    private void lastResort(Known known, Action action) {
        String fact = action.verb().is("forbid")
                ? known.cases().fact(action.arguments().get(0))
                : null;
        if (fact != null && known.cases().possible().stream().anyMatch(one -> takesLightest(one, fact))) {
            analysis.warn(
                    known.placed(),
                    Span.of(action.verb()),
                    Code.LAST_RESORT,
                    "this forbids every gear, even the lightest local one, which is then used all the same",
                    "add !isLightest to the Candidate's conditions, or !isLocal if the cloud is meant");
        }
    }

    private static boolean takesLightest(Case one, String fact) {
        Map<String, String> lightest = Map.of("isLightest", "true", "location", "LOCAL", "isReachable", "true");
        return !one.hasOpaque(fact)
                && one.of(fact).entrySet().stream()
                        .allMatch(entry -> lightest.containsKey(entry.getKey())
                                && entry.getValue() instanceof Words words
                                && words.has(String.valueOf(lightest.get(entry.getKey()))));
    }

    static final Set<String> REMOTE = Set.of("CLOUD", "SPLIT");
}
