package io.gearshift.policies.test;

import java.util.Optional;
import java.util.function.Function;

/**
 * One expectation.
 *
 * @param line where it stands
 * @param mismatch what was expected and what came; empty when it holds
 */
record Claim(int line, Function<Moment, Optional<Mismatch>> mismatch) {

    static Optional<Mismatch> of(boolean holds, String what, Object expected, Object got) {
        return holds ? Optional.empty() : Optional.of(new Mismatch("", what, expected.toString(), got.toString()));
    }
}
