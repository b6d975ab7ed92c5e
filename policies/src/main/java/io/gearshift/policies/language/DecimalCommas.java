package io.gearshift.policies.language;

import io.gearshift.policies.language.Token.Kind;

/** Says that {@code 0,8} is two values, and which one was meant. */
final class DecimalCommas {

    private final Cursor cursor;
    private final Report report;

    DecimalCommas(Cursor cursor, Report report) {
        this.cursor = cursor;
        this.report = report;
    }

    void tell(Token fraction) {
        Token whole = cursor.wholeOf(fraction);
        report.problem(
                Code.DECIMAL_COMMA,
                new Span(whole.line(), whole.column(), whole.length() + 1 + fraction.length()),
                whole.text() + "," + fraction.text() + " is two values",
                "decimals have a point: " + whole.text() + "." + fraction.text());
    }

    /** The number that was meant. */
    static Expr merged(Expr whole, Token fraction) {
        if (whole instanceof Expr.Unary unary) {
            return new Expr.Unary(unary.at(), merged(unary.operand(), fraction));
        }
        Token at = whole.at();
        return new Expr.Literal(
                new Token(Kind.NUMBER, at.text() + "." + fraction.text(), at.start(), at.line(), at.column()));
    }
}
