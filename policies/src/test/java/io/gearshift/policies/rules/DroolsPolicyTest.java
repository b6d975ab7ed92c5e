package io.gearshift.policies.rules;

import static io.gearshift.policies.pack.TestingPacks.device;
import static io.gearshift.policies.pack.TestingPacks.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Budget;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.core.policy.Verdict;
import io.gearshift.policies.pack.TestingPacks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DroolsPolicyTest {

    private static final String RULES = """
            rule "Leave full precision before the trip point"
            when
              Device( secondsToTrip < 30 )
              $c : Candidate( precision == FP32, isLocal )
            then
              policy.forbid($c, "the SoC reaches its trip point in under 30 s");
            end

            rule "Hot is a mode"
            when
              Device( heat >= HOT )
            then
              insert(new Mode("cool-down"));
            end

            rule "Cool down"
            when
              Mode( name == "cool-down" )
              $m : Model( )
              $c : Candidate( precision in (INT8, INT4), model == $m.name )
            then
              policy.objective(ENERGY, "cooling down");
              policy.objective($m, LATENCY, "quick ones");
              policy.limit(POWER_W, 1.5, "cooling down");
              policy.prefer($c, 0.25, "light");
              policy.pin($c, "light");
            end

            rule "Nothing is known of the network"
            when
              Device( rttMs > 10 || rttMs == 5 || rttMs < 10 )
            then
              policy.objective(ACCURACY, "never");
            end
            """;

    @TempDir
    static Path folder;

    private static DroolsPolicy policy;

    @BeforeAll
    static void build() throws Exception {
        policy = Unhurried.of(TestingPacks.build(folder, RULES));
    }

    @AfterAll
    static void close() {
        policy.close();
    }

    @Test
    void policy_loaded_saysWhatItIs() {
        assertThat(policy.id().pack()).isEqualTo("small");
        assertThat(policy.id().hash()).hasSize(64);
        assertThat(policy.objective()).isEqualTo(Objective.ENERGY);
        assertThat(policy.relaxationOrder()).hasSize(4);
        assertThat(policy.rules())
                .extracting(RuleInfo::name)
                .containsExactly(
                        "Leave full precision before the trip point",
                        "Hot is a mode",
                        "Cool down",
                        "Nothing is known of the network");
        assertThat(policy.rules()).extracting(RuleInfo::line).containsExactly(1, 9, 16, 29);
    }

    @Test
    void rule_matching_forbidsAndIsNamed() {
        PolicyOutcome outcome = policy.evaluate(input(device(Heat.WARM, 20.0)));

        assertThat(outcome.fault()).isNull();
        assertThat(outcome.verdicts())
                .containsExactly(new Verdict.Forbid(
                        "Leave full precision before the trip point",
                        "fashion",
                        "full@cpu:1",
                        "the SoC reaches its trip point in under 30 s"));
        assertThat(outcome.firedRules()).containsExactly("Leave full precision before the trip point");
    }

    @Test
    void mode_insertedByOneRule_isMatchedByAnother() {
        PolicyOutcome outcome = policy.evaluate(input(device(Heat.HOT, null)));

        assertThat(outcome.fault()).isNull();
        assertThat(outcome.firedRules()).containsExactly("Hot is a mode", "Cool down");
        assertThat(outcome.verdicts())
                .containsExactly(
                        new Verdict.Aim("Cool down", "", Objective.ENERGY, "cooling down"),
                        new Verdict.Aim("Cool down", "fashion", Objective.LATENCY, "quick ones"),
                        new Verdict.Limit("Cool down", Budget.POWER_W, 1.5, "cooling down"),
                        new Verdict.Pin("Cool down", "fashion", "int8@cpu:1", "light"),
                        new Verdict.Prefer("Cool down", "fashion", "int8@cpu:1", 0.25, "light"));
    }

    @Test
    void unknownNumbers_inComparisons_areFalse() {
        PolicyOutcome outcome = policy.evaluate(input(Device.unknown()));

        assertThat(outcome.fault()).isNull();
        assertThat(outcome.verdicts()).isEmpty();
        assertThat(outcome.firedRules()).isEmpty();
    }

    @Test
    void evaluation_afterAnother_remembersNothing() {
        PolicyInput calm = input(device(Heat.COOL, 100.0));
        PolicyOutcome before = policy.evaluate(calm);
        policy.evaluate(input(device(Heat.CRITICAL, 0.0)));

        assertThat(policy.evaluate(calm)).isEqualTo(before);
        assertThat(before.verdicts()).isEmpty();
    }

    @Test
    void verdicts_ofManyCandidates_areInTheSameOrderWhateverTheirOrder() {
        PolicyInput input = input(device(Heat.HOT, 20.0));
        List<Candidate> reversed = new ArrayList<>(input.candidates());
        Collections.reverse(reversed);

        PolicyOutcome a = policy.evaluate(input);
        PolicyOutcome b = policy.evaluate(new PolicyInput(input.device(), input.scene(), input.models(), reversed));

        assertThat(a.verdicts()).hasSize(6).isEqualTo(b.verdicts());
    }

    @Test
    void warmUp_policy_changesNothing() {
        PolicyInput input = input(device(Heat.HOT, 20.0));
        PolicyOutcome before = policy.evaluate(input);
        WarmUp.run(policy);

        assertThat(policy.evaluate(input)).isEqualTo(before);
    }
}
