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
        new ObjectMapper().writeValue(Path.of(args[2]).toFile(), verdict(new PackStore(Path.of(args[0])), pack));
    }

    /** Text that was changed since it was built may have problems, half saved even; by its hash the daemon sees that it is another. */
    private static Verdict verdict(PackStore store, Path pack) throws IOException, PackException {
        try (Policy policy = store.load(pack.toString())) {
            TestReport report = PackTests.run(policy, pack);
            List<Problem> failed =
                    report.results().stream().flatMap(TrialMain::problem).toList();
            return new Verdict(policy.id().hash(), (int) report.count(Status.PASSED), failed);
        } catch (PackException e) {
            if (e.problems().isEmpty()) {
                throw e;
            }
            return new Verdict("", 0, e.problems());
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
