package io.gearshift.policies.test;

import io.gearshift.policies.language.Problem;
import io.gearshift.policies.situation.Given;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test as it was read. With problems it is an error; otherwise it has a series, or claims for one moment.
 *
 * @param group as its author named it: its own name, or that of the table whose row it is
 * @param given null with problems, and for a series, which holds its own
 */
record PackTest(
        String name,
        String group,
        String file,
        int line,
        int column,
        @Nullable Given given,
        List<Claim> claims,
        @Nullable Series series,
        List<Problem> problems) {}
