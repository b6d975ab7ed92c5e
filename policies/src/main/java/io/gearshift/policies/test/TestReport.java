package io.gearshift.policies.test;

import io.gearshift.core.policy.PolicyId;
import io.gearshift.policies.test.TestResult.Status;
import java.util.List;

/** How a pack's tests ended, in the order of files and tests. */
public record TestReport(PolicyId policy, List<TestResult> results, double seconds) {

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
