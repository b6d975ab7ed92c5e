package io.gearshift.policies.vary;

import io.gearshift.policies.language.Element;
import io.gearshift.policies.language.Expr;
import io.gearshift.policies.language.RuleSyntax;
import io.gearshift.policies.language.Token;
import java.util.ArrayList;
import java.util.List;

/** Finds the numbers of one rule, by the places that the reader of rules noted. */
final class RuleNumbers {

    private final int file;
    private final String text;
    private final RuleSyntax rule;
    private final List<RuleNumber> found = new ArrayList<>();

    private RuleNumbers(int file, String text, RuleSyntax rule) {
        this.file = file;
        this.text = text;
        this.rule = rule;
    }

    /** @param text of the whole file */
    static List<RuleNumber> of(int file, String text, RuleSyntax rule) {
        RuleNumbers numbers = new RuleNumbers(file, text, rule);
        rule.conditions().forEach(numbers::element);
        for (RuleSyntax.Action action : rule.actions()) {
            for (Expr argument : action.arguments()) {
                numbers.numbers(argument, new Frame(action.verb().text(), argument, false));
            }
        }
        return numbers.found;
    }

    /** Where a number stands: within a comparison, or as an argument of a verb. */
    private record Frame(String verb, Expr whole, boolean isComparison) {}

    private void element(Element element) {
        if (element instanceof Element.Group group) {
            group.members().forEach(this::element);
        } else if (element instanceof Element.Pattern pattern) {
            pattern.constraints().forEach(constraint -> comparisons(constraint.expression()));
        }
    }

    private void comparisons(Expr expression) {
        if (expression instanceof Expr.Binary binary
                && (binary.operator().is("&&") || binary.operator().is("||"))) {
            comparisons(binary.left());
            comparisons(binary.right());
        } else {
            numbers(expression, new Frame("", expression, true));
        }
    }

    private void numbers(Expr expression, Frame frame) {
        if (expression instanceof Expr.Literal literal && literal.at().is(Token.Kind.NUMBER)) {
            add(literal.at(), literal.at(), frame);
        } else if (expression instanceof Expr.Unary unary) {
            if (unary.at().is("-")
                    && unary.operand() instanceof Expr.Literal literal
                    && literal.at().is(Token.Kind.NUMBER)) {
                add(unary.at(), literal.at(), frame);
            } else {
                numbers(unary.operand(), frame);
            }
        } else if (expression instanceof Expr.Binary binary) {
            numbers(binary.left(), frame);
            numbers(binary.right(), frame);
        } else if (expression instanceof Expr.In in) {
            numbers(in.left(), frame);
            in.values().forEach(value -> numbers(value, frame));
        }
    }

    private void add(Token first, Token last, Frame frame) {
        int start = first.start();
        int end = last.start() + last.length();
        String before = frame.isComparison() ? dense(text.substring(start(frame.whole()), start)) : frame.verb();
        String after = frame.isComparison() ? dense(text.substring(end, Math.max(end, end(frame.whole())))) : "";
        found.add(new RuleNumber(
                rule.name(), found.size() + 1, file, before, after, start, end, dense(text.substring(start, end))));
    }

    static String dense(String code) {
        return code.replaceAll("\\s+", "");
    }

    private static int start(Expr expression) {
        if (expression instanceof Expr.Binary binary) {
            return start(binary.left());
        } else if (expression instanceof Expr.In in) {
            return start(in.left());
        }
        return expression instanceof Expr.Unary unary
                ? Math.min(unary.at().start(), start(unary.operand()))
                : expression.at().start();
    }

    private static int end(Expr expression) {
        if (expression instanceof Expr.Binary binary) {
            return end(binary.right());
        } else if (expression instanceof Expr.In in) {
            return end(in.values().get(in.values().size() - 1));
        } else if (expression instanceof Expr.Unary unary) {
            return end(unary.operand());
        }
        Token last = expression instanceof Expr.Member member ? member.member() : expression.at();
        return last.start() + last.length();
    }
}
