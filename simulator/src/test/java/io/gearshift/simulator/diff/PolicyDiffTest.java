package io.gearshift.simulator.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.core.policy.ForwardingPolicy;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Verdict;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.simulator.replay.Recording;
import io.gearshift.simulator.replay.TestingRecorder;
import io.gearshift.simulator.replay.TestingRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that is at 40, then 75, then 85, then 40 degrees, each for 30 s; 30 requests in every phase. */
class PolicyDiffTest {

    private static final TestingRules AT_80 = new TestingRules("aa", 80);
    private static final TestingRules AT_70 = new TestingRules("bb", 70);

    @TempDir
    private Path dir;

    @BeforeEach
    void record() throws Exception {
        try (TestingRecorder recorder = new TestingRecorder(dir, AT_80)) {
            for (double temperatureC : List.of(40.0, 75.0, 85.0, 40.0)) {
                recorder.seconds(15, temperatureC).requests(30).seconds(15, temperatureC);
            }
        }
    }

    private TraceDiff diff(Policy a, Policy b) throws Exception {
        return PolicyDiff.run(Recording.of(new TraceReader(dir)), a, b);
    }

    @Test
    void policies_thatSayTheSame_differNowhere() throws Exception {
        TraceDiff diff = diff(AT_80, new TestingRules("cc", 81));

        assertThat(diff.intervals()).isEmpty();
        assertThat(diff.a()).isEqualTo(diff.b());
        assertThat(diff.length()).isEqualTo(Duration.ofSeconds(120));
        assertThat(diff.changedS()).isZero();
    }

    /** The lower bound leaves the big gear when 75 degrees come, 30 s before the higher one does. */
    @Test
    void bound_lowered_differsFromTheLowerToTheHigher() throws Exception {
        TraceDiff diff = diff(AT_80, AT_70);

        assertThat(diff.intervals()).hasSize(1);
        Interval interval = diff.intervals().get(0);
        assertThat(interval.from()).isEqualTo(Instant.parse("2026-01-01T00:00:31Z"));
        assertThat(interval.length()).isEqualTo(Duration.ofSeconds(30));
        assertThat(interval.gearA()).isEqualTo("full@cpu:1");
        assertThat(interval.gearB()).isEqualTo("small@cpu:1");
        assertThat(diff.changedS() / diff.modelS()).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void difference_saysWhichRuleSpokeOnOneSideOnly() throws Exception {
        Why why = diff(AT_80, AT_70).intervals().get(0).why();

        assertThat(why.onlyA()).isEmpty();
        assertThat(why.onlyB()).singleElement().satisfies(said -> {
            assertThat(said.rule()).isEqualTo("hot");
            assertThat(said.where()).isEqualTo("hot.drl:3");
            assertThat(said.what()).isEqualTo("forbids full@cpu:1");
            assertThat(said.reason()).isEqualTo("it is hot");
            assertThat(said.evidence()).contains("temperatureC = 75");
        });
        assertThat(why.b()).contains("full@cpu:1 -> small@cpu:1");
    }

    /** Between two refreshes of a decision that stays the same: what is said must be of the moment itself. */
    @Test
    void sideThatStays_saysItsScoresAndRulesOfThatMoment() throws Exception {
        Path own = dir.resolve("own");
        try (TestingRecorder recorder = new TestingRecorder(own, AT_80)) {
            recorder.seconds(13, 40).seconds(13, 75);
        }

        Why why = PolicyDiff.run(Recording.of(new TraceReader(own)), new DislikingRules(), AT_70)
                .intervals()
                .get(0)
                .why();

        assertThat(why.a()).startsWith("stay in full@cpu:1 (best): full@cpu:1 scores 0.990 for ACCURACY");
        assertThat(why.rivalInA()).startsWith("small@cpu:1 scores 0.1");
        assertThat(why.onlyA()).singleElement().satisfies(said -> {
            assertThat(said.what()).isEqualTo("prefers full@cpu:1 -0.01");
            assertThat(said.evidence()).containsExactly("temperatureC = 75");
        });
        assertThat(why.b()).contains("full@cpu:1 -> small@cpu:1 (forbidden): it is hot");
        assertThat(why.rivalInB()).as("said by the decision").isEmpty();
    }

    @Test
    void sideThatCannotTakeTheOthersGear_saysWhatIsAgainstIt() throws Exception {
        Why why = diff(AT_70, AT_80).intervals().get(0).why();

        assertThat(why.rivalInA()).as("said by the decision").isEmpty();
        assertThat(why.rivalInB()).startsWith("small@cpu:1 scores 0.1");
    }

    @Test
    void diff_otherWayRound_isTheMirrorImage() throws Exception {
        TraceDiff one = diff(AT_80, AT_70);
        TraceDiff other = diff(AT_70, AT_80);

        assertThat(other.a()).isEqualTo(one.b());
        assertThat(other.b()).isEqualTo(one.a());
        assertThat(other.intervals().get(0).why().onlyA())
                .isEqualTo(one.intervals().get(0).why().onlyB());
    }

    @Test
    void diff_twice_isTheSame() throws Exception {
        assertThat(diff(AT_80, AT_70)).isEqualTo(diff(AT_80, AT_70));
    }

    /** Both gears of the model are measured at 50 mJ, 12 ms at most, so only accuracy and swaps tell them apart. */
    @Test
    void costs_areEstimatesTimesRecordedRequests() throws Exception {
        TraceDiff diff = diff(AT_80, AT_70);

        assertThat(diff.a().requests()).isEqualTo(120);
        assertThat(diff.a().answersJ()).isCloseTo(120 * 0.050, within(0.05));
        assertThat(diff.a().effectiveAccuracy()).isCloseTo((3 * 0.9 + 0.8) / 4, within(1e-9));
        assertThat(diff.b().effectiveAccuracy()).isCloseTo((2 * 0.9 + 2 * 0.8) / 4, within(1e-9));
        assertThat(diff.a().swaps()).isEqualTo(diff.b().swaps()).isEqualTo(3);
        assertThat(diff.a().swapsJ()).isPositive();
        assertThat(diff.b().inGear().get("m").get("small@cpu:1")
                        - diff.a().inGear().get("m").get("small@cpu:1"))
                .isCloseTo(30, within(0.5));
    }

    @Test
    void rulesThatFail_areCountedWithTheFirstReason() throws Exception {
        Policy failing = new FailingRules();

        TraceDiff diff = diff(AT_80, failing);

        assertThat(diff.a().faults()).isZero();
        assertThat(diff.faultA()).isNull();
        assertThat(diff.b().faults()).isGreaterThan(100);
        assertThat(diff.faultB()).isEqualTo("2026-01-01T00:00:00Z: too many firings");
    }

    /** Takes something off the big gear above 70 degrees, too little to leave it. */
    private static final class DislikingRules extends ForwardingPolicy {

        DislikingRules() {
            super(AT_80);
        }

        @Override
        public PolicyOutcome evaluate(PolicyInput input) {
            Double temperature = input.device().temperatureC();
            return temperature == null || temperature < 70
                    ? PolicyOutcome.of(List.of(), List.of())
                    : PolicyOutcome.of(
                            List.of(new Verdict.Prefer("hot", "m", "full@cpu:1", -0.01, "it is warm")), List.of("hot"));
        }

        @Override
        public void close() {}
    }

    /** Never gets to an end. */
    private static final class FailingRules extends ForwardingPolicy {

        FailingRules() {
            super(AT_80);
        }

        @Override
        public PolicyOutcome evaluate(PolicyInput input) {
            return PolicyOutcome.failed("too many firings");
        }

        @Override
        public void close() {}
    }
}
