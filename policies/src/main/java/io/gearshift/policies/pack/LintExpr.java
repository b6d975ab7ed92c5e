package io.gearshift.policies.pack;

import java.util.List;

/** An expression in a condition or an action. {@code at} is where a problem with it is shown. */
sealed interface LintExpr {

    LintToken at();

    /** A number, a text, true, false or null. */
    record Literal(LintToken at) implements LintExpr {
        boolean isNull() {
            return at.is("null");
        }
    }

    /** A bare word: a field of the pattern's fact, or a constant. */
    record Name(LintToken at) implements LintExpr {}

    /** {@code $name}. */
    record Variable(LintToken at) implements LintExpr {}

    /** {@code owner.member} or, called, {@code owner.member()}. */
    record Member(LintToken owner, LintToken member, boolean isCall) implements LintExpr {
        @Override
        public LintToken at() {
            return owner;
        }
    }

    /** {@code !x} or {@code -x}; {@code x not in (...)} and {@code x not contains y} are held as {@code not} of the positive. */
    record Unary(LintToken at, LintExpr operand) implements LintExpr {}

    /** Position is the left operand's; the operator has its own. */
    record Binary(LintToken operator, LintExpr left, LintExpr right) implements LintExpr {
        @Override
        public LintToken at() {
            return left.at();
        }
    }

    /** {@code left in (values)}. */
    record In(LintExpr left, List<LintExpr> values) implements LintExpr {
        @Override
        public LintToken at() {
            return left.at();
        }
    }
}
