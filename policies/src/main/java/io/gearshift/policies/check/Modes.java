package io.gearshift.policies.check;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.check.PackAnalysis.Placed;
import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Element;
import io.gearshift.policies.language.Element.Constraint;
import io.gearshift.policies.language.Element.Group;
import io.gearshift.policies.language.Element.Pattern;
import io.gearshift.policies.language.Expr;
import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.In;
import io.gearshift.policies.language.RuleSyntax.Action;
import io.gearshift.policies.language.Span;
import io.gearshift.policies.language.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Modes that are asked for and never concluded, and the other way round. */
final class Modes {

    private record Use(Placed rule, Expr at) {}

    private final PackAnalysis analysis;
    private final Map<String, List<Use>> matched = new TreeMap<>();
    private final Map<String, List<Use>> inserted = new TreeMap<>();
    private boolean isAnyMatched;

    Modes(PackAnalysis analysis) {
        this.analysis = analysis;
    }

    void check(List<Placed> rules) {
        for (Placed rule : rules) {
            rule.rule().conditions().forEach(element -> element(rule, element));
            for (Action action : rule.rule().actions()) {
                if (action.isInsert() && !action.arguments().isEmpty()) {
                    use(inserted, rule, action.arguments().get(0));
                }
            }
        }
        matched.forEach((name, uses) -> {
            if (!inserted.containsKey(name)) {
                uses.forEach(use -> analysis.warn(
                        use.rule(),
                        Span.of(use.at()),
                        Code.MODE_NEVER_INSERTED,
                        "no rule inserts the Mode \"" + name + "\"",
                        Nearest.to(name, inserted.keySet())
                                .map(near -> "did you mean \"" + near + "\"?")
                                .orElse("conclude it in another rule: insert(new Mode(\"" + name + "\"));")));
            }
        });
        inserted.forEach((name, uses) -> {
            if (!isAnyMatched && !matched.containsKey(name)) {
                uses.forEach(use -> analysis.warn(
                        use.rule(),
                        Span.of(use.at()),
                        Code.MODE_NEVER_MATCHED,
                        "no rule asks for the Mode \"" + name + "\"",
                        Nearest.to(name, matched.keySet())
                                .map(near -> "did you mean \"" + near + "\"?")
                                .orElse("match it: Mode( name == \"" + name + "\" )")));
            }
        });
    }

    private static void use(Map<String, List<Use>> uses, Placed rule, Expr name) {
        if (name.at().is(Token.Kind.TEXT)) {
            uses.computeIfAbsent(name.at().text(), n -> new ArrayList<>()).add(new Use(rule, name));
        }
    }

    private void element(Placed rule, Element element) {
        if (element instanceof Group group) {
            group.members().forEach(member -> element(rule, member));
        } else if (element instanceof Pattern pattern && pattern.type().is("Mode")) {
            isAnyMatched |= pattern.constraints().stream().noneMatch(constraint -> names(rule, constraint));
        }
    }

    /** False when the condition takes names that are not written in it. */
    private boolean names(Placed rule, Constraint constraint) {
        if (constraint.expression() instanceof Binary binary
                && binary.operator().is("==")) {
            use(matched, rule, binary.right());
            return binary.right().at().is(Token.Kind.TEXT);
        } else if (constraint.expression() instanceof In in) {
            in.values().forEach(value -> use(matched, rule, value));
            return true;
        }
        return false;
    }
}
