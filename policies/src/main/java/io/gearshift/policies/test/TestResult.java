package io.gearshift.policies.test;

import java.util.List;

/**
 * How one test ended.
 *
 * @param name unique within its file
 * @param file relative to the pack
 * @param differences what was expected and what came; for an error, what keeps the test from being evaluated
 * @param details the decision, its reasons, the rules that fired and the state, a line each; empty when it passed
 */
public record TestResult(
        String name,
        String file,
        int line,
        int column,
        Status status,
        List<Mismatch> differences,
        List<String> details,
        double seconds) {

    /** A failure is an expectation that does not hold; an error is a test that cannot be evaluated. */
    public enum Status {
        PASSED,
        FAILED,
        ERROR
    }

    public TestResult {
        differences = List.copyOf(differences);
        details = List.copyOf(details);
    }

    /** The differences, each on a line. */
    public List<String> mismatches() {
        return differences.stream().map(Mismatch::toString).toList();
    }
}
