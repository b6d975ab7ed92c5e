package io.gearshift.policies.rules;

import static io.gearshift.policies.pack.TestingPacks.device;
import static io.gearshift.policies.pack.TestingPacks.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.policies.build.TestingBuilds;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong inside rules stays inside: a fault that names the rule, and the next evaluation is as good as new. */
class DroolsPolicyFaultTest {

    /** Each scene name starts one of the rules. */
    private static final String RULES = """
            rule "fires for ever"
            when
              $s : Scene( name == "loop" )
            then
              update($s);
            end

            rule "answers itself"
            when
              Scene( name == "echo" )
              Mode( )
            then
              insert(new Mode("again"));
              insert(new Mode("once more"));
            end

            rule "begins"
            when
              Scene( name == "echo" )
            then
              insert(new Mode("first"));
            end

            rule "speaks too much"
            when
              Scene( name == "flood" )
              $c : Candidate( )
            then
              for (int i = 0; i < 1000000; i++) {
                policy.forbid($c, "reason " + i);
              }
            end

            rule "draws too many conclusions"
            when
              Scene( name == "modes" )
            then
              for (int i = 0; i < 1000000; i++) {
                insert(new Mode("m" + i));
              }
            end

            rule "explains at length"
            when
              Scene( name == "novel" )
              $c : Candidate( precision == Precision.INT8 )
            then
              policy.forbid($c, "x".repeat(1000000));
            end

            rule "divides by zero"
            when
              Scene( name == "throw" )
              $m : Model( )
            then
              policy.objective($m, Objective.ENERGY, "x" + $m.priority() / ($m.priority() - $m.priority()));
            end

            rule "weighs too much"
            when
              Scene( name == "weight" )
              $c : Candidate( )
            then
              policy.prefer($c, 2, "heavy");
            end

            rule "says nothing"
            when
              Scene( name == "silent" )
              $c : Candidate( )
            then
              policy.forbid($c, "");
            end

            rule "limits by what is unknown"
            when
              Scene( name == "null" )
              $d : Device( )
            then
              policy.limit(Budget.POWER_W, $d.powerW(), "all there is");
            end

            rule "works"
            when
              Scene( name == "default" )
              $c : Candidate( precision == Precision.INT8 )
            then
              policy.prefer($c, 0.1, "light");
            end
            """;

    private static DroolsPolicy policy;

    @BeforeAll
    static void build() {
        policy = Unhurried.of(TestingBuilds.unchecked(RULES));
    }

    @AfterAll
    static void close() {
        policy.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    loop      | firings, the last of rule "fires for ever"
                    flood     | rule "speaks too much" failed: more than 25000 verdicts
                    modes     | rule "draws too many conclusions" failed: more than 32 different Modes
                    throw     | rule "divides by zero" failed: / by zero
                    weight    | rule "weighs too much" failed: prefer: weight is 2.0 (expected: -1..1)
                    silent    | rule "says nothing" failed: the reason is empty
                    null      | rule "limits by what is unknown" failed: Device.powerW is unknown
                    """)
    void rule_failing_isAFaultThatNamesIt(String scene, String fault) {
        PolicyOutcome outcome = policy.evaluate(scene(scene));

        assertThat(outcome.fault()).contains(fault);
        assertThat(outcome.verdicts()).isEmpty();
        assertThat(policy.evaluate(scene("default")).verdicts()).hasSize(1);
    }

    @Test
    void modes_drawnAgain_areTheSameAndEnd() {
        PolicyOutcome outcome = policy.evaluate(scene("echo"));

        assertThat(outcome.fault()).isNull();
        assertThat(outcome.firedRules()).containsExactlyInAnyOrder("begins", "answers itself");
    }

    @Test
    void reason_ofAMillionCharacters_isCut() {
        assertThat(policy.evaluate(scene("novel")).verdicts())
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.reason()).hasSize(503).endsWith("x..."));
    }

    @Test
    void condition_failing_isAFaultThatNamesItsRule() {
        String rules = "rule \"good\" when Model( ) then end rule \"bad\" when Device( powerW * 2 > 1 ) then end";
        try (DroolsPolicy bad = Unhurried.of(TestingBuilds.unchecked(rules))) {
            assertThat(bad.evaluate(scene("default")).fault())
                    .isEqualTo(
                            "a condition failed in rule \"bad\": Device.powerW is unknown (null) where a number is needed");
        }
    }

    @Test
    void evaluation_outOfTime_isAFaultThatNamesTheRule() {
        try (DroolsPolicy hasty = DroolsPolicy.of(TestingBuilds.unchecked(RULES), -1)) {
            assertThat(hasty.evaluate(scene("default")).fault())
                    .startsWith("stopped after")
                    .endsWith("rule \"works\"");
        }
    }

    @Test
    void policy_closed_isAFault() {
        DroolsPolicy closed = Unhurried.of(TestingBuilds.unchecked(RULES));
        closed.close();

        assertThat(closed.evaluate(input(Device.unknown())).fault()).contains("closed");
    }

    private static PolicyInput scene(String name) {
        PolicyInput input = input(device(Heat.COOL, null));
        return new PolicyInput(
                input.device(),
                new io.gearshift.core.policy.Scene(
                        name, io.gearshift.core.policy.Attention.INTERACTIVE, null, null, false),
                input.models(),
                input.candidates());
    }
}
