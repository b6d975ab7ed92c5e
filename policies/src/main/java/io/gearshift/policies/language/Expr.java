package io.gearshift.policies.language;

import java.util.List;

/** An expression in a condition or an action. {@code at} is where a problem with it is shown. */
public sealed interface Expr {

    Token at();

    /** A number, a text, true, false or null. */
    record Literal(Token at) implements Expr {
        public boolean isNull() {
            return at.is("null");
        }
    }

    /** A bare word: a field of the pattern's fact, or a constant. */
    record Name(Token at) implements Expr {}

    /** {@code $name}. */
    record Variable(Token at) implements Expr {}

    /** {@code owner.member} or, called, {@code owner.member()}. */
    record Member(Token owner, Token member, boolean isCall) implements Expr {
        @Override
        public Token at() {
            return owner;
        }
    }

    /** {@code !x} or {@code -x}; {@code x not in (...)} and {@code x not contains y} are held as {@code not} of the positive. */
    record Unary(Token at, Expr operand) implements Expr {}

    /** Position is the left operand's; the operator has its own. */
    record Binary(Token operator, Expr left, Expr right) implements Expr {
        @Override
        public Token at() {
            return left.at();
        }
    }

    /** {@code left in (values)}. */
    record In(Expr left, List<Expr> values) implements Expr {
        @Override
        public Token at() {
            return left.at();
        }
    }
}
