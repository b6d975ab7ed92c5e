package io.gearshift.policies.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.policies.language.RuleReader;
import io.gearshift.policies.pack.TestingPacks;
import io.gearshift.policies.rules.DroolsPolicy;
import io.gearshift.policies.rules.Unhurried;
import io.gearshift.policies.table.RuleFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rules over random inputs: the same rules fire here and in the engine, and say the same. */
class MeaningDifferentialTest {

    private static final int RULES = 120;
    private static final int INPUTS = 300;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void rules_random_fireAsInTheEngine(int seed, @TempDir Path folder) throws Exception {
        Random random = new Random(seed);
        String text = new RandomRules(random).file(RULES);
        assertThat(RuleReader.read("rules.drl", text).problems()).isEmpty();
        Meaning meaning = new Meaning(List.of(new RuleFile("rules.drl", text)));
        InterpretedPolicy interpreted = new InterpretedPolicy(
                new PolicyId("random", "1", ""),
                Objective.BALANCED,
                List.of(),
                List.of(new RuleFile("rules.drl", text)));
        RandomInputs inputs = new RandomInputs(random);
        int fired = 0;
        int said = 0;
        try (DroolsPolicy policy = Unhurried.of(TestingPacks.build(folder, text))) {
            for (int i = 0; i < INPUTS; i++) {
                PolicyInput input = inputs.next();
                PolicyOutcome outcome = policy.evaluate(input);
                assertThat(outcome.fault()).isNull();
                List<String> own = meaning.of(input).stream()
                        .filter(Seen::isFired)
                        .map(Seen::rule)
                        .toList();
                fired += own.size();
                said += outcome.verdicts().size();
                PolicyOutcome same = interpreted.evaluate(input);
                assertThat(same.fault()).isNull();
                assertThat(same.verdicts()).as("input %d: %s", i, input).isEqualTo(outcome.verdicts());
                assertThat(same.firedRules()).containsExactlyInAnyOrderElementsOf(outcome.firedRules());
                assertThat(own).as("input %d: %s", i, input).containsExactlyInAnyOrderElementsOf(outcome.firedRules());
            }
        }
        assertThat(said).isGreaterThan(fired / 2);
        assertThat(fired).as("some fire, some do not").isBetween(RULES * INPUTS / 10, RULES * INPUTS * 9 / 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "battery-saver", "performance", "privacy-first", "quiet"})
    void packs_builtIn_sayFromTheirTextWhatTheEngineSays(String pack) throws Exception {
        RandomInputs inputs = new RandomInputs(new Random(7));
        int said = 0;
        try (Policy policy = Unhurried.of(TestingPacks.builtIn(pack))) {
            assertThat(policy.text()).isNotEmpty();
            InterpretedPolicy interpreted = InterpretedPolicy.of(
                    policy,
                    policy.text().stream()
                            .map(rules -> new RuleFile(rules.file(), rules.text()))
                            .toList());
            for (int i = 0; i < 2 * INPUTS; i++) {
                PolicyInput input = inputs.next();
                PolicyOutcome outcome = policy.evaluate(input);
                PolicyOutcome same = interpreted.evaluate(input);
                said += outcome.verdicts().size();
                assertThat(same.fault()).isEqualTo(outcome.fault());
                assertThat(same.verdicts()).as("input %d: %s", i, input).isEqualTo(outcome.verdicts());
            }
        }
        assertThat(said).isGreaterThan(INPUTS);
    }
}
