package io.gearshift.policies.test;

import io.gearshift.core.policy.PolicyId;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.test.TestResult.Status;
import java.util.List;

/**
 * How a pack's tests ended, in the order of files and tests.
 *
 * @param policy of no version and no hash when the pack cannot be used
 * @param results of those that were run; one in error when the pack cannot be used
 * @param all tests that there are, run or not
 */
public record TestReport(PolicyId policy, List<TestResult> results, int all, double seconds) {

    public TestReport {
        results = List.copyOf(results);
    }

    /**
     * Of a pack that cannot be tested: one test in error, for each reader of reports to trip over.
     *
     * @param pack as it was named
     */
    public static TestReport unusable(String pack, PackException why) {
        List<Mismatch> differences = why.problems().isEmpty()
                ? List.of(Mismatch.error(why.reason()))
                : why.problems().stream()
                        .map(problem -> Mismatch.error(problem.toString()))
                        .toList();
        String file = why.problems().isEmpty() ? "" : why.problems().get(0).file();
        int line = why.problems().isEmpty() ? 0 : why.problems().get(0).line();
        int column = why.problems().isEmpty() ? 0 : why.problems().get(0).column();
        List<String> details = why.advice().isEmpty() ? List.of() : List.of(why.advice());
        TestResult result =
                new TestResult("the rules can be used", file, line, column, Status.ERROR, differences, details, 0);
        return new TestReport(new PolicyId(pack, "", ""), List.of(result), 1, 0);
    }

    /** Whether there were rules to test. */
    public boolean isUsable() {
        return !policy.hash().isEmpty();
    }

    public long count(Status status) {
        return results.stream().filter(result -> result.status() == status).count();
    }

    public boolean isPassed() {
        return results.stream().allMatch(result -> result.status() == Status.PASSED);
    }
}
