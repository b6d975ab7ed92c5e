package io.gearshift.policies.check;

import io.gearshift.policies.language.Element;
import io.gearshift.policies.language.Element.Constraint;
import io.gearshift.policies.language.Element.Group;
import io.gearshift.policies.language.Element.Pattern;
import io.gearshift.policies.language.Expr;
import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.In;
import io.gearshift.policies.language.Expr.Member;
import io.gearshift.policies.language.Expr.Name;
import io.gearshift.policies.language.Expr.Unary;
import io.gearshift.policies.language.Expr.Variable;
import io.gearshift.policies.language.Ranges;
import io.gearshift.policies.language.RuleSyntax.Action;
import io.gearshift.policies.language.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Conditions and actions as text in which names do not matter: equal texts mean the same. */
final class Canonical {

    private Canonical() {}

    static String of(Expr expression, String fact, Map<String, Term> variables) {
        Double constant = Ranges.constant(expression);
        Term term = Atoms.term(expression, fact, variables);
        if (constant != null) {
            return Ranges.shown(constant);
        } else if (term != null) {
            return Literal.OPEN + term.fact() + Literal.CLOSE + "." + term.field();
        } else if (expression instanceof Binary binary) {
            return "(" + of(binary.left(), fact, variables) + " "
                    + binary.operator().text() + " " + of(binary.right(), fact, variables) + ")";
        } else if (expression instanceof Unary unary) {
            return (unary.at().is("-") ? "-" : "!") + of(unary.operand(), fact, variables);
        } else if (expression instanceof In in) {
            return of(in.left(), fact, variables) + " in "
                    + in.values().stream()
                            .map(v -> of(v, fact, variables))
                            .sorted()
                            .toList();
        } else if (expression instanceof Member member) {
            return member.owner().is(Token.Kind.WORD)
                    ? member.member().text()
                    : member.owner().text() + "." + member.member().text();
        } else if (expression instanceof Variable variable) {
            Term whole = variables.get(variable.at().text());
            return whole == null ? variable.at().text() : Literal.OPEN + whole.fact() + Literal.CLOSE;
        }
        return expression.at().is(Token.Kind.TEXT)
                ? '"' + expression.at().text() + '"'
                : expression.at().text();
    }

    /** Of what must not be there. */
    static String of(Element element, Map<String, Term> variables) {
        if (element instanceof Group group) {
            return group.join()
                    + group.members().stream()
                            .map(m -> of(m, variables))
                            .toList()
                            .toString();
        }
        Pattern pattern = (Pattern) element;
        String self = pattern.type().text() + "#" + "here";
        Map<String, Term> inner = new HashMap<>(variables);
        if (pattern.variable() != null) {
            inner.put(pattern.variable().text(), new Term(self, ""));
        }
        for (Constraint constraint : pattern.constraints()) {
            if (constraint.variable() != null) {
                inner.put(constraint.variable().text(), new Term(self, bound(constraint.expression())));
            }
        }
        List<String> conditions = pattern.constraints().stream()
                .filter(Cases::isCondition)
                .map(constraint -> of(constraint.expression(), self, inner))
                .sorted()
                .collect(Collectors.toList());
        return pattern.type().text() + conditions;
    }

    /** The field that a binding names, alone or with one comparison; empty when there is none. */
    static String bound(Expr expression) {
        Expr inner = expression instanceof Unary unary ? unary.operand() : expression;
        Expr named = inner instanceof Binary binary ? binary.left() : inner instanceof In in ? in.left() : inner;
        return named instanceof Name ? named.at().text() : "?";
    }

    /** What an action does, without its reason. */
    static String of(Action action, Map<String, Term> variables) {
        List<Expr> arguments = action.arguments();
        int told = action.isInsert() ? arguments.size() : arguments.size() - 1;
        return action.verb().text()
                + arguments.subList(0, told).stream()
                        .map(a -> of(a, "", variables))
                        .toList();
    }
}
