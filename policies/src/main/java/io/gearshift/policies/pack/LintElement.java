package io.gearshift.policies.pack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One element of a rule's conditions. */
sealed interface LintElement {

    enum Join {
        AND,
        OR,
        NOT,
        EXISTS
    }

    /** A fact that must be there, with constraints on its fields. */
    record Pattern(@Nullable LintToken variable, LintToken type, List<Constraint> constraints) implements LintElement {}

    /** NOT and EXISTS have one member. */
    record Group(Join join, List<LintElement> members) implements LintElement {}

    /** A binding, a condition, or both: {@code $h : headroomC < 3}. */
    record Constraint(@Nullable LintToken variable, LintExpr expression) {}
}
