package io.gearshift.daemon.shell;

import io.gearshift.core.observe.ReloadOutcome;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.trial.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to put rules in force.
 *
 * @param origin where the rules come from
 * @param policy in force afterwards; null when there is none
 * @param tests cases of the pack that passed
 * @param took from the call to the cut-over, or to the refusal
 * @param problem why it failed; empty when it did not
 * @param problems each with its place, where it has one
 */
record Reload(
        Instant at,
        String origin,
        ReloadOutcome outcome,
        @Nullable PolicyId policy,
        int tests,
        Duration took,
        String problem,
        List<Problem> problems) {

    Reload {
        problems = List.copyOf(problems);
    }

    /** What an exception means for the rules. */
    static ReloadOutcome outcome(Exception e) {
        if (!(e instanceof PackException pack) || pack.problems().isEmpty()) {
            return ReloadOutcome.UNAVAILABLE;
        }
        boolean isTest = pack.problems().stream().anyMatch(p -> p.code().equals(Trial.TEST_FAILED));
        return isTest ? ReloadOutcome.TESTS_FAILED : ReloadOutcome.REFUSED;
    }

    static List<Problem> problems(Exception e) {
        return e instanceof PackException pack ? pack.problems() : List.of();
    }

    /** The problem with where the rules come from, said once. */
    String said() {
        return problem.contains(origin) ? problem : origin + ": " + problem;
    }

    boolean isGood() {
        return outcome == ReloadOutcome.ACTIVATED || outcome == ReloadOutcome.UNCHANGED;
    }
}
