package io.gearshift.policies.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One element of a rule's conditions. */
public sealed interface Element {

    enum Join {
        AND,
        OR,
        NOT,
        EXISTS
    }

    /** A fact that must be there, with constraints on its fields. */
    record Pattern(@Nullable Token variable, Token type, List<Constraint> constraints) implements Element {}

    /** NOT and EXISTS have one member. */
    record Group(Join join, List<Element> members) implements Element {}

    /** A binding, a condition, or both: {@code $h : headroomC < 3}. */
    record Constraint(@Nullable Token variable, Expr expression) {}
}
