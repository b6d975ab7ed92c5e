package io.gearshift.policies.meaning;

import org.jspecify.annotations.Nullable;

/** An expression made ready. Reads the fact of the pattern around it and what was bound before. */
@FunctionalInterface
interface Value {

    /** @throws ArithmeticException where whole numbers are divided by zero */
    @Nullable
    Object of(Object fact, @Nullable Object[] bound);
}
