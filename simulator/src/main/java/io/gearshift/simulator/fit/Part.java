package io.gearshift.simulator.fit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One part of a device as a log tells it, or why the log does not.
 *
 * @param from what was fitted to what; empty when nothing could be
 * @param errors null when nothing was fitted
 * @param problem why it is not to be used; empty when it is
 */
public record Part<T>(
        @Nullable T value, String from, @Nullable Errors errors, String problem) {

    /**
     * Half the error is a quarter of the variance left: what the simplest guess already foretells, a log that hardly changes or one
     * whose inputs are not the cause, gives parameters that mean nothing.
     */
    private static final double MOST_OF_LAST_VALUE = 0.5;

    static <T> Part<T> of(T value, String from, Errors errors) {
        boolean isBetter = errors.heldOutRmse() <= MOST_OF_LAST_VALUE * errors.steadyRmse();
        return new Part<>(
                value,
                from,
                errors,
                isBetter ? "" : "on what was held out not half as far off as to guess the last value");
    }

    static <T> Part<T> unknown(String from, String problem) {
        return new Part<>(null, from, null, problem);
    }

    public boolean isUsable() {
        return value != null && problem.isEmpty();
    }

    /** @throws NullPointerException when nothing was found */
    public T get() {
        return Objects.requireNonNull(value, problem);
    }
}
