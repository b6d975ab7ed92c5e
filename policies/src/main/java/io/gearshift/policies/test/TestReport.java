package io.gearshift.policies.test;

import io.gearshift.core.policy.PolicyId;
import io.gearshift.policies.test.TestResult.Status;
import java.util.List;

/**
 * How a pack's tests ended, in the order of files and tests.
 *
 * @param results of those that were run
 * @param all tests that there are, run or not
 */
public record TestReport(PolicyId policy, List<TestResult> results, int all, double seconds) {

    public TestReport {
        results = List.copyOf(results);
    }

    public long count(Status status) {
        return results.stream().filter(result -> result.status() == status).count();
    }

    public boolean isPassed() {
        return results.stream().allMatch(result -> result.status() == Status.PASSED);
    }
}
