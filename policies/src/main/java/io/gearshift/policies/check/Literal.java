package io.gearshift.policies.check;

import io.gearshift.policies.language.Expr;
import org.jspecify.annotations.Nullable;

/**
 * One condition that cannot be taken apart further.
 *
 * @param fact which fact it is about: {@code Device}, {@code Scene}, or a candidate, model or mode by number
 * @param field of that fact; of a condition that is not understood, its canonical text, facts in {@code «»}
 * @param domain the values for which it holds; null for a condition that is not understood
 * @param isNegated only of one that is not understood
 * @param at where it stands; null for what follows from the vocabulary
 */
record Literal(
        String fact,
        String field,
        @Nullable Domain domain,
        boolean isNegated,
        @Nullable Expr at) {

    static final String OPEN = "«";
    static final String CLOSE = "»";
}
