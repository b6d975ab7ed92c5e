package io.gearshift.policies.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Verdict;
import io.gearshift.policies.check.PackAnalysis.Known;
import io.gearshift.policies.language.Checked;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleReader;
import io.gearshift.policies.language.RuleSyntax;
import io.gearshift.policies.pack.TestingFacts;
import io.gearshift.policies.pack.TestingPacks;
import io.gearshift.policies.rules.DroolsPolicy;
import io.gearshift.policies.rules.Unhurried;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the analysis concludes is true in the engine, over thousands of random devices and gears. */
class AnalysisTruthTest {

    private static final int RULES = 60;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void conclusions_aboutRandomRules_holdInTheEngine(int seed, @TempDir Path folder) throws Exception {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < RULES; i++) {
            text.append("rule \"r").append(i).append("\"\nwhen\n  Device( ").append(device(random, 0));
            text.append(" )\n  $c : Candidate( ").append(candidate(random));
            text.append(" )\nthen\n  policy.forbid($c, \"x\");\nend\n");
        }
        Checked checked = RuleReader.read("rules.drl", text.toString());
        assertThat(checked.problems()).noneMatch(Problem::isError);
        List<Known> rules = new ArrayList<>();
        for (RuleSyntax rule : checked.trees()) {
            Cases.Result cases = Cases.of(rule);
            if (cases != null) {
                rules.add(new Known(new PackAnalysis.Placed("rules.drl", rule), cases));
            }
        }
        Set<String> never = new HashSet<>();
        List<String[]> implied = new ArrayList<>();
        for (Known rule : rules) {
            if (rule.cases().possible().isEmpty()) {
                never.add(rule.rule().name());
                continue;
            }
            for (Known other : rules) {
                String own = rule.cases()
                        .fact(rule.rule().actions().get(0).arguments().get(0));
                String its = other.cases()
                        .fact(other.rule().actions().get(0).arguments().get(0));
                if (rule != other && rule.implies(other, Map.of(String.valueOf(its), String.valueOf(own)))) {
                    implied.add(new String[] {rule.rule().name(), other.rule().name()});
                }
            }
        }
        assertThat(never).as("the test has something to say").isNotEmpty();
        assertThat(implied).as("the test has something to say").isNotEmpty();
        Set<String> fired = new HashSet<>();
        try (DroolsPolicy policy = Unhurried.of(TestingPacks.build(folder, text.toString()))) {
            for (int i = 0; i < 1000; i++) {
                PolicyOutcome outcome = policy.evaluate(input(random));
                assertThat(outcome.fault()).isNull();
                fired.addAll(outcome.firedRules());
                assertThat(outcome.firedRules()).doesNotContainAnyElementsOf(never);
                for (String[] pair : implied) {
                    assertThat(forbidden(outcome, pair[1]))
                            .as("%s is whenever %s is", pair[1], pair[0])
                            .containsAll(forbidden(outcome, pair[0]));
                }
            }
        }
        assertThat(fired).as("most other rules do fire").hasSizeGreaterThan((RULES - never.size()) / 2);
    }

    private static Set<String> forbidden(PolicyOutcome outcome, String rule) {
        Set<String> gears = new HashSet<>();
        for (Verdict verdict : outcome.verdicts()) {
            if (verdict instanceof Verdict.Forbid forbid && forbid.rule().equals(rule)) {
                gears.add(forbid.gear());
            }
        }
        return gears;
    }

    private static String device(Random random, int depth) {
        String comparison = List.of("<", "<=", ">", ">=", "==", "!=").get(random.nextInt(6));
        return switch (random.nextInt(depth > 1 ? 5 : 8)) {
            case 0 -> "temperatureC " + comparison + " " + 10 * (4 + random.nextInt(5));
            case 1 -> "loadRatio " + comparison + " " + random.nextInt(5) / 4.0;
            case 2 -> "heat " + List.of("==", "!=", ">", ">=").get(random.nextInt(4)) + " " + heat(random);
            case 3 ->
                "heat " + (random.nextBoolean() ? "in" : "not in") + " (" + heat(random) + ", " + heat(random) + ")";
            case 4 ->
                List.of("isThrottled", "!isThrottled", "loadRatio == null", "loadRatio != null")
                        .get(random.nextInt(4));
            case 5, 6 -> "(" + device(random, depth + 1) + " && " + device(random, depth + 1) + ")";
            default ->
                (random.nextBoolean() ? "!" : "") + "(" + device(random, depth + 1) + " || " + device(random, depth + 1)
                        + ")";
        };
    }

    private static Heat heat(Random random) {
        return Heat.values()[random.nextInt(5)];
    }

    private static String candidate(Random random) {
        return List.of(
                        "threads > 1",
                        "threads >= 2",
                        "threads < 3, threads > 1",
                        "isLocal",
                        "!isLocal",
                        "location == CLOUD",
                        "isLightest",
                        "isLightest, location != LOCAL",
                        "!isReachable",
                        "threads != 2, isLocal",
                        "energyMj > threads")
                .get(random.nextInt(11));
    }

    private static PolicyInput input(Random random) {
        Device device = TestingFacts.with(
                TestingPacks.device(heat(random), 10.0),
                "temperatureC",
                random.nextInt(5) == 0 ? null : (Double) (5.0 * (7 + random.nextInt(12))),
                "loadRatio",
                random.nextInt(4) == 0 ? null : (Double) (random.nextInt(9) / 8.0),
                "isThrottled",
                random.nextBoolean());
        PolicyInput plain = TestingPacks.input(device);
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate candidate : plain.candidates()) {
            Location location = Location.values()[random.nextInt(3)];
            boolean isLocal = location == Location.LOCAL;
            candidates.add(TestingFacts.with(
                    candidate,
                    "location",
                    location,
                    "isLightest",
                    isLocal && random.nextBoolean(),
                    "isReachable",
                    isLocal || random.nextBoolean(),
                    "threads",
                    1 + random.nextInt(4)));
        }
        return new PolicyInput(plain.device(), plain.scene(), plain.models(), candidates);
    }
}
