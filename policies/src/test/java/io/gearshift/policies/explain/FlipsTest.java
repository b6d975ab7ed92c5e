package io.gearshift.policies.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Policy;
import io.gearshift.policies.explain.Flip.Change;
import io.gearshift.policies.explain.Lever.Dial;
import io.gearshift.policies.explain.Lever.Switch;
import io.gearshift.policies.meaning.Meaning.RuleFile;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.situation.Situation;
import io.gearshift.policies.situation.SituationReader;
import io.gearshift.policies.table.PackText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told to flip a decision does, and just before it nothing flips. */
class FlipsTest {

    private static final String MODEL = "model";

    @TempDir
    private Path state;

    private interface Use {
        void of(Policy policy, Explainer explainer) throws Exception;
    }

    private void withDefault(Use use) throws Exception {
        List<RuleFile> text = PackText.of(PackSource.of("default")).stream()
                .map(file -> new RuleFile(file.name(), file.text()))
                .toList();
        try (Policy policy = new PackStore(state).load("default")) {
            use.of(policy, new Explainer(policy, text));
        }
    }

    private static Situation situation(String text) {
        Situation situation = SituationReader.read("state.yaml", text, new ArrayList<>());
        assertThat(situation).isNotNull();
        return situation;
    }

    @Test
    void temperature_ofACoolDevice_flipsAtTheBoundOfTheBand() throws Exception {
        withDefault((policy, explainer) -> {
            List<Flip> flips = explainer.flips(situation("temperatureC: 60\ntripC: 90\n"), MODEL, "int8");
            assertThat(Flips.say(flips, 1))
                    .containsExactly("int8@cpu:1 would be chosen once Device.temperatureC rises to 82 °C (now 60 °C)");
        });
    }

    @Test
    void gear_keptByItsDwellAlone_flipsWithTime() throws Exception {
        withDefault((policy, explainer) -> {
            Situation young = situation("""
                    models:
                      model:
                        active: int8
                        activeFor: 4s
                        gears:
                          full: {accuracy: 0.95, energyMj: 30, latencyMs: 10}
                          int8: {accuracy: 0.92, energyMj: 12, latencyMs: 5}
                    """);
            List<Flip> flips = explainer.flips(young, MODEL, "full");
            assertThat(flips).hasSize(1);
            assertThat(flips.get(0).changes()).isEmpty();
            assertThat(flips.get(0).afterS()).isEqualTo(6);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void flips_ofRandomSituations_areTrueWhenAppliedAndFalseJustBefore(int seed) throws Exception {
        Random random = new Random(seed);
        withDefault((policy, explainer) -> {
            int told = 0;
            for (int i = 0; i < 5; i++) {
                Situation situation = situation("temperatureC: " + (40 + random.nextInt(55)) + "\nbatteryRatio: 0."
                        + (1 + random.nextInt(9)) + "\nloadRatio: 0." + (1 + random.nextInt(9)) + "\nisCharging: "
                        + random.nextBoolean() + "\n");
                String now = gear(situation, policy);
                List<Lever> levers = new Levers(situation, MODEL, Set.of()).all();
                for (Flip flip : explainer.flips(situation, MODEL, null)) {
                    told++;
                    Situation later = new Situation(
                            situation.at().plusMillis(Math.round(flip.afterS() * 1000)),
                            situation.device(),
                            situation.scene(),
                            situation.subjects(),
                            situation.settings());
                    Situation changed = later;
                    for (Change change : flip.changes()) {
                        changed = set(changed, levers, change.signal(), change.to());
                    }
                    assertThat(gear(changed, policy))
                            .as("%s", flip)
                            .isEqualTo(flip.gear())
                            .isNotEqualTo(now);
                    if (flip.changes().size() == 1 && flip.changes().get(0).edge() != null) {
                        Change change = flip.changes().get(0);
                        Situation before = set(later, levers, change.signal(), change.edge());
                        assertThat(gear(before, policy)).as("before %s", flip).isEqualTo(now);
                    }
                }
            }
            assertThat(told).isPositive();
        });
    }

    private static Situation set(Situation situation, List<Lever> levers, String signal, Object to) {
        Lever lever =
                levers.stream().filter(l -> l.name().equals(signal)).findFirst().orElseThrow();
        return lever instanceof Dial dial
                ? dial.set().apply(situation, (Double) to)
                : ((Switch) lever).set().apply(situation, to);
    }

    private static String gear(Situation situation, Policy policy) {
        return situation.decide(policy).decisions().get(0).gear();
    }
}
