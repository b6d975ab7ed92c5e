package io.gearshift.policies.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.core.policy.Policy;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.pack.ChildGuard;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.test.PackTests;
import io.gearshift.policies.test.TestReport;
import io.gearshift.policies.test.TestResult;
import io.gearshift.policies.test.TestResult.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code TrialMain STATE_FOLDER PACK_FOLDER RESULT_JSON}: runs the tests of a pack that is built already. */
public final class TrialMain {

    private TrialMain() {}

    public static void main(String[] args) throws IOException, PackException {
        ChildGuard.start();
        Path pack = Path.of(args[1]);
        try (Policy policy = new PackStore(Path.of(args[0])).load(pack.toString())) {
            TestReport report = PackTests.run(policy, pack);
            List<Problem> failed =
                    report.results().stream().flatMap(TrialMain::problem).toList();
            Verdict verdict = new Verdict(policy.id().hash(), (int) report.count(Status.PASSED), failed);
            new ObjectMapper().writeValue(Path.of(args[2]).toFile(), verdict);
        }
    }

    private static Stream<Problem> problem(TestResult result) {
        return result.status() == Status.PASSED
                ? Stream.empty()
                : Stream.of(new Problem(
                        result.file(),
                        result.line(),
                        result.column(),
                        0,
                        Problem.Severity.ERROR,
                        Trial.TEST_FAILED,
                        "test \"" + result.name() + "\": " + String.join("; ", result.mismatches()),
                        ""));
    }
}
