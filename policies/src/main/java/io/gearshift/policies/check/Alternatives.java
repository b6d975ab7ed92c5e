package io.gearshift.policies.check;

import io.gearshift.policies.language.Element;
import io.gearshift.policies.language.Element.Group;
import io.gearshift.policies.language.Element.Pattern;
import io.gearshift.policies.language.Expr;
import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.RuleSyntax;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The places where the conditions of a rule have alternatives. */
final class Alternatives {

    private Alternatives() {}

    /** Every place where a rule has alternatives. */
    static Set<Object> of(RuleSyntax rule) {
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
        rule.conditions().forEach(element -> find(element, found));
        return found;
    }

    private static void find(Element element, Set<Object> found) {
        if (element instanceof Group group) {
            if (group.join() == Element.Join.OR) {
                found.add(group);
            }
            group.members().forEach(member -> find(member, found));
        } else if (element instanceof Pattern pattern) {
            pattern.constraints().forEach(constraint -> find(constraint.expression(), found));
        }
    }

    private static void find(Expr expression, Set<Object> found) {
        if (expression instanceof Binary binary && Cases.isJunction(binary)) {
            if (binary.operator().is("||")) {
                found.add(binary);
            }
            find(binary.left(), found);
            find(binary.right(), found);
        }
    }
}
