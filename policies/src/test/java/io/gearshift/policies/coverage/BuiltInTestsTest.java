package io.gearshift.policies.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Policy;
import io.gearshift.policies.coverage.ConditionCoverage.State;
import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.table.PackText;
import io.gearshift.policies.test.PackTests;
import io.gearshift.policies.test.TestReport;
import io.gearshift.policies.test.TextReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The tests that built-in packs carry pass, fire every rule, and see every condition both ways. */
class BuiltInTestsTest {

    static final List<String> NAMES = BuiltIn.NAMES;

    @TempDir
    Path state;

    @ParameterizedTest
    @FieldSource("NAMES")
    void builtInPack_itsTests_passAndCoverEveryRuleAndCondition(String name) throws Exception {
        PackSource source = PackSource.of(name);
        try (Policy policy = new PackStore(state).load(name)) {
            Collector collector = new Collector(policy, PackText.of(source));
            TestReport report = PackTests.run(collector, PackTests.texts(source, false), null, collector::begins);
            Coverage coverage = collector.coverage(file -> source.files().containsKey(file));

            assertThat(report.isPassed()).as(TextReport.of(report)).isTrue();
            assertThat(report.results()).hasSizeGreaterThan(10);
            assertThat(coverage.rules()).filteredOn(rule -> !rule.isFired()).isEmpty();
            assertThat(coverage.conditions())
                    .filteredOn(condition -> condition.state() != State.BOTH)
                    .extracting(condition -> condition.condition().rule() + ": "
                            + condition.condition().text())
                    .isEmpty();
        }
    }
}
