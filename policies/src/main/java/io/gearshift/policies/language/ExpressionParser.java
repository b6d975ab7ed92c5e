package io.gearshift.policies.language;

import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.In;
import io.gearshift.policies.language.Expr.Literal;
import io.gearshift.policies.language.Expr.Member;
import io.gearshift.policies.language.Expr.Name;
import io.gearshift.policies.language.Expr.Unary;
import io.gearshift.policies.language.Expr.Variable;
import io.gearshift.policies.language.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads expressions: or, and, comparison, sum, product, operand; by descent, weakest operator first. */
final class ExpressionParser {

    /** Deep enough for any condition a person can read; the descent uses the stack. */
    private static final int MAX_DEPTH = 50;

    private static final List<List<String>> LEVELS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("==", "!=", "<", "<=", ">", ">="),
            List.of("+", "-"),
            List.of("*", "/", "%"));

    private static final int COMPARISON = 2;

    /** More than a person can check; what is made of an expression later descends into it as well. */
    private static final int MOST_OPERANDS = 100;

    private final Cursor cursor;
    private final Report report;
    private final Operators operators;
    private int depth;
    private int operands;

    ExpressionParser(Cursor cursor, Report report) {
        this.cursor = cursor;
        this.report = report;
        this.operators = new Operators(cursor, report);
    }

    Expr read() throws SyntaxException {
        operands = depth == 0 ? 0 : operands;
        Expr expression = level(0);
        operators.refuse();
        Forbidden.refuse(cursor.peek());
        return expression;
    }

    private Expr level(int level) throws SyntaxException {
        if (level == LEVELS.size()) {
            return operand();
        }
        Expr left = level(level + 1);
        operators.mend();
        while (LEVELS.get(level).stream().anyMatch(cursor::isAt) || (level == COMPARISON && isWordOperator())) {
            Token operator = cursor.next();
            left = operator.is(Kind.WORD) ? wordOperator(left, operator) : new Binary(operator, left, level(level + 1));
            if (level == COMPARISON && LEVELS.get(level).stream().anyMatch(cursor::isAt)) {
                throw new SyntaxException(cursor.peek(), "two comparisons in a row", "join them: a < b && b < c");
            }
            operators.mend();
        }
        return left;
    }

    private boolean isWordOperator() {
        Token operator = cursor.isAt("not") ? cursor.peek(1) : cursor.peek();
        return operator.is("in") || operator.is("contains") || operator.is("between");
    }

    private Expr wordOperator(Expr left, Token first) throws SyntaxException {
        if (first.is("not")) {
            return new Unary(first, wordOperator(left, cursor.next()));
        }
        if (first.is("between")) {
            return between(left, first);
        }
        if (first.is("contains")) {
            return new Binary(first, left, operand());
        }
        String closing = ")";
        if (cursor.isAt("[") || cursor.isAt("{")) {
            report.problem(Code.SYNTAX, cursor.peek(), "values stand in round brackets", "write: field in (A, B)");
            closing = cursor.next().is("[") ? "]" : "}";
        } else {
            cursor.expect("(", "after in", "write: field in (A, B)");
        }
        List<Expr> values = new ArrayList<>();
        do {
            values.add(level(COMPARISON + 1));
        } while (takeComma());
        cursor.expect(closing, "at the end of the values", "separate them by commas: field in (A, B)");
        return new In(left, values);
    }

    /** {@code a between 1 and 2}, as databases write it: said, and read as what was meant. */
    private Expr between(Expr left, Token word) throws SyntaxException {
        String field = cursor.peek(-2).text();
        String low = cursor.peek().text();
        Expr from = operand();
        if (!cursor.take("and") && !cursor.take("&&")) {
            cursor.expect(",", "after between " + low, "write " + field + " >= " + low + " && " + field + " <= ...");
        }
        String high = cursor.peek().text();
        Expr to = operand();
        report.problem(
                Code.SYNTAX,
                word,
                "rules know no between",
                "write " + field + " >= " + low + ", " + field + " <= " + high);
        return new Binary(
                sign("&&", word), new Binary(sign(">=", word), left, from), new Binary(sign("<=", word), left, to));
    }

    private static Token sign(String text, Token at) {
        return new Token(Kind.SYMBOL, text, at.start(), at.line(), at.column());
    }

    /** A comma that is missing is said, and reading goes on. */
    private boolean takeComma() {
        boolean isValue = cursor.peek().is(Kind.WORD)
                || cursor.peek().is(Kind.NUMBER)
                || cursor.peek().is(Kind.TEXT)
                || cursor.peek().is(Kind.VARIABLE);
        if (isValue && !cursor.isFirstOnLine()) {
            report.problem(
                    Code.SYNTAX,
                    cursor.peek(),
                    "',' is expected between two values, not " + cursor.peek().shown(),
                    "separate them by commas: field in (A, B)");
            return true;
        }
        return cursor.take(",");
    }

    private Expr operand() throws SyntaxException {
        Token token = cursor.peek();
        if (++operands > MOST_OPERANDS) {
            throw new SyntaxException(
                    Code.TOO_LARGE,
                    token,
                    "this condition has more than " + MOST_OPERANDS + " parts",
                    "split it into several rules");
        }
        if (depth >= MAX_DEPTH) {
            throw new SyntaxException(
                    Code.TOO_DEEP, token, "this condition is nested too deeply", "split it into several rules");
        }
        depth++;
        try {
            return unguarded(token);
        } finally {
            depth--;
        }
    }

    private Expr unguarded(Token token) throws SyntaxException {
        Forbidden.refuse(token);
        if (token.is("!") || token.is("-")) {
            return new Unary(cursor.next(), operand());
        }
        if (token.is("not")) {
            report.problem(
                    Code.SYNTAX,
                    token,
                    "'not' stands before facts; inside one it is !",
                    "write !" + cursor.peek(1).text());
            cursor.next();
            return new Unary(new Token(Kind.SYMBOL, "!", token.start(), token.line(), token.column()), operand());
        }
        if (cursor.take("(")) {
            Expr inner = read();
            cursor.expect(")", "to close the bracket", "every ( needs its )");
            return inner;
        }
        if (token.is(Kind.NUMBER) || token.is(Kind.TEXT) || token.is("true") || token.is("false") || token.is("null")) {
            cursor.next();
            percent(token);
            return new Literal(token);
        }
        if (token.is(Kind.WORD) || token.is(Kind.VARIABLE)) {
            return named(cursor.next());
        }
        boolean isShort = isComparison(token);
        throw new SyntaxException(
                isShort ? token : cursor.gap(),
                isShort ? token.shown() + " has nothing to its left" : "a value is expected, not " + token.shown(),
                isShort ? "repeat the field: a == X || a == Y" : "write a field, a number, a \"text\" or a constant");
    }

    /** Says that {@code number}, which was just read, has a percent sign, and passes over it. */
    private void percent(Token number) {
        if (!number.is(Kind.NUMBER) || !cursor.isAt("%") || isOperand(cursor.peek(1))) {
            return;
        }
        Token compared = isComparison(cursor.peek(-2)) ? cursor.peek(-3) : null;
        Token sign = cursor.next();
        if (compared == null && isComparison(cursor.peek())) {
            compared = cursor.peek(1);
        }
        String written = number.text() + " ".repeat(Math.max(0, sign.start() - number.start() - number.length())) + "%";
        report.problem(
                Code.PERCENT,
                new Token(Kind.SYMBOL, written, number.start(), number.line(), number.column()),
                "there are no percent signs",
                Units.percent(compared, number.text()));
    }

    /** Then a percent sign before it divides. */
    private static boolean isOperand(Token token) {
        return token.is(Kind.NUMBER)
                || token.is(Kind.WORD)
                || token.is(Kind.VARIABLE)
                || token.is("(")
                || token.is("-");
    }

    private static boolean isComparison(Token token) {
        return LEVELS.get(COMPARISON).stream().anyMatch(token::is);
    }

    private Expr named(Token name) throws SyntaxException {
        if (cursor.take("(")) {
            cursor.skipBrackets();
            throw new SyntaxException(
                    Code.OUT_OF_REACH,
                    name,
                    "'" + name.text() + "(' calls something; conditions only read fields",
                    "write the field's name without brackets");
        }
        if (!cursor.take(".")) {
            return name.is(Kind.VARIABLE) ? new Variable(name) : new Name(name);
        }
        Token member = cursor.expect(Kind.WORD, "a name after the dot", "for example $c.energyMj or Heat.HOT");
        boolean isCall = cursor.take("(");
        if (isCall && !cursor.take(")")) {
            cursor.skipBrackets();
            throw new SyntaxException(
                    Code.OUT_OF_REACH,
                    new Token(Kind.WORD, name.text() + "." + member.text(), name.start(), name.line(), name.column()),
                    "'" + name.text() + "." + member.text() + "(' calls something; rules only read fields",
                    "compare the field with ==, != or in ( ... )");
        }
        if (cursor.isAt(".")) {
            throw new SyntaxException(
                    Code.OUT_OF_REACH,
                    cursor.peek(),
                    "a chain of dots reaches beyond the facts",
                    "read one field of one fact: $c.energyMj");
        }
        return new Member(name, member, isCall);
    }
}
