package io.gearshift.policies.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.ForwardingPolicy;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Policy;
import io.gearshift.policies.explain.Flip.Change;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.situation.GearNames;
import io.gearshift.policies.situation.Situation;
import io.gearshift.policies.situation.SituationReader;
import io.gearshift.policies.table.PackText;
import io.gearshift.policies.table.RuleFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told to flip a decision does, and just before it nothing flips. */
class FlipsTest {

    private static final String MODEL = "model";

    private static final String YOUNG = """
            models:
              model:
                active: int8
                activeFor: 4s
                gears:
                  full: {accuracy: 0.95, energyMj: 30, latencyMs: 10}
                  int8: {accuracy: 0.92, energyMj: 12, latencyMs: 5}
            """;

    private static final String TWO = """
            models:
              a:
                gears:
                  full: {accuracy: 0.95, energyMj: 30, latencyMs: 10, memoryBytes: 100MiB}
                  int8: {accuracy: 0.92, energyMj: 12, latencyMs: 5, memoryBytes: 30MiB}
              b:
                priority: 90
                gears:
                  full: {accuracy: 0.95, energyMj: 30, latencyMs: 10, memoryBytes: 100MiB}
                  int8: {accuracy: 0.92, energyMj: 12, latencyMs: 5, memoryBytes: 30MiB}
            """;

    @TempDir
    private Path state;

    private interface Use {
        void of(Policy policy, Explainer explainer) throws Exception;
    }

    private void withDefault(Use use) throws Exception {
        with("default", use);
    }

    private void with(String pack, Use use) throws Exception {
        List<RuleFile> text = PackText.of(PackSource.of(pack));
        try (Policy policy = new PackStore(state).load(pack)) {
            use.of(policy, new Explainer(policy, text));
        }
    }

    private static Situation situation(String text) {
        List<Problem> problems = new ArrayList<>();
        Situation situation = SituationReader.read("state.yaml", text, problems);
        assertThat(problems).isEmpty();
        return Objects.requireNonNull(situation);
    }

    @Test
    void temperature_ofACoolDevice_flipsAtTheBoundOfTheBand() throws Exception {
        withDefault((policy, explainer) -> {
            Flips.Found found = explainer.flips(situation("temperatureC: 60\ntripC: 90\n"), MODEL, "int8");
            assertThat(found.say("int8", 1).get(0))
                    .isEqualTo("int8@cpu:1 would be chosen at a temperature of 82 °C or more"
                            + " (Device.temperatureC, now 60 °C)");
        });
    }

    @Test
    void temperature_ofAHotDevice_flipsBelowTheBoundForLeaving() throws Exception {
        withDefault((policy, explainer) -> {
            Situation hot = situation("temperatureC: 87\ntripC: 90\nheat: HOT\n");
            Flip flip = explainer.flips(hot, MODEL, "full").flips().get(0);
            assertThat(Flips.say(flip))
                    .isEqualTo(
                            "full@cpu:1 would be chosen at a temperature below 78 °C (Device.temperatureC, now 87 °C)");
            assertThat(gear(hot.with("Device.temperatureC", 78.0), policy)).isEqualTo("int8@cpu:1");
            assertThat(gear(hot.with("Device.temperatureC", 77.9999), policy)).isEqualTo("full@cpu:1");
        });
    }

    /** Hot enough for the rule of heat: what a gear costs is nothing that anybody could do about it. */
    @Test
    void deviceAt90_withTheLightGearChosenForItsHeat_isToldATemperatureAndNoFigureOfAGear() throws Exception {
        withDefault((policy, explainer) -> {
            for (String more : List.of("", "tripC: 95\nheat: HOT\n", "tripC: 95\nheat: HOT\ntrendCPerS: 0.3\n")) {
                Situation hot = situation("temperatureC: 90\n" + more);
                for (String goal : Arrays.asList(null, "full")) {
                    Flips.Found found = explainer.flips(hot, MODEL, goal);
                    assertThat(found.chosen()).isEqualTo("int8@cpu:1");
                    assertThat(found.nearest(goal, 3))
                            .as(more)
                            .first()
                            .asString()
                            .startsWith("full@cpu:1 would be chosen at a temperature ");
                    assertThat(found.flips())
                            .flatExtracting(Flip::changes)
                            .extracting(Change::signal)
                            .noneMatch(signal -> signal.matches(".* (energyMj|latencyMs|memoryBytes)"));
                }
            }
        });
    }

    @Test
    void signals_thatAPersonSees_comeBeforeThoseThatTakeATool() throws Exception {
        withDefault((policy, explainer) -> {
            List<String> signals = explainer.flips(situation("temperatureC: 60\n"), MODEL, null).flips().stream()
                    .filter(flip -> flip.kind() == Flip.Kind.SIGNAL)
                    .map(flip -> flip.changes().get(0).signal())
                    .toList();
            assertThat(signals)
                    .startsWith("Device.temperatureC", "Device.batteryRatio", "Scene.attention")
                    .contains("Device.memoryAvailableRatio", "Device.cpuPressureRatio");
        });
    }

    @Test
    void twoSignals_areToldBeforeASettingThatDoesItAlone() throws Exception {
        with("battery-saver", (policy, explainer) -> {
            Situation resting = situation("temperatureC: 75\ntripC: 95\nbatteryRatio: 0.5\nhasBattery: true\n"
                    + "isCharging: false\nattention: BACKGROUND\n");
            assertThat(explainer.flips(resting, MODEL, null).nearest(null, 3))
                    .first()
                    .isEqualTo("full@cpu:1 would be chosen if the device is charging (Device.isCharging)"
                            + " and if Scene.attention is INTERACTIVE (now BACKGROUND)");
        });
    }

    @Test
    void temperature_isToldAlsoWhenOthersAreNearer() {
        List<Flip> flips = new ArrayList<>();
        for (String signal :
                List.of("Device.batteryRatio", "Device.loadRatio", "Scene.name", "Device.temperatureC", "Scene.x")) {
            Change change = new Change(signal, Flip.Kind.SIGNAL, 1.0, 2.0, "", 1.9);
            flips.add(new Flip("full", List.of(change), 0, 0.5));
        }
        Flips.Found found = new Flips.Found(flips, "int8", List.of(), List.of(), 1);

        assertThat(found.nearest(null, 3))
                .hasSize(3)
                .satisfies(lines -> assertThat(lines.get(0)).contains("batteryRatio"))
                .satisfies(lines -> assertThat(lines.get(2)).contains("temperatureC"));
    }

    @Test
    void gear_keptByItsDwellAlone_flipsWithTime() throws Exception {
        withDefault((policy, explainer) -> {
            List<Flip> flips = explainer.flips(situation(YOUNG), MODEL, "full").flips();
            assertThat(flips).hasSize(1);
            assertThat(flips.get(0).changes()).isEmpty();
            assertThat(flips.get(0).afterS()).isEqualTo(6);
        });
    }

    @Test
    void gear_pinned_flipsWhenUnpinned() throws Exception {
        withDefault((policy, explainer) -> {
            Flips.Found found = explainer.flips(situation(YOUNG + "    pinned: int8\n"), MODEL, "full");
            assertThat(found.say("full", 9))
                    .first()
                    .asString()
                    .isEqualTo("full@cpu:1 would be chosen once it is unpinned (`gearshift unpin model`), after 6 s");
        });
    }

    @Test
    void gear_overTheMemoryBudget_flipsWithALargerOne() throws Exception {
        withDefault((policy, explainer) -> {
            Situation tight = situation(TWO + "settings: {memoryBudgetBytes: 150MiB}\n");
            Flips.Found found = explainer.flips(tight, "a", "full");
            Change change = change(found, "budgets.memory");
            assertThat(gear(tight.with("Settings.memoryBudgetBytes", change.to()), policy, "a"))
                    .isEqualTo("full@cpu:1");
            assertThat(gear(tight.with("Settings.memoryBudgetBytes", change.edge()), policy, "a"))
                    .isEqualTo("int8@cpu:1");
            assertThat(found.say("full", 9)).anyMatch(line -> line.contains("with a memory budget of"));
        });
    }

    @Test
    void gear_tooSlowForItsObjective_flipsWithALaterDeadline() throws Exception {
        withDefault((policy, explainer) -> {
            Situation strict = situation("models: {model: {latencyObjectiveMs: 9}}\n");
            Change change = explainer.flips(strict, MODEL, "full").flips().stream()
                    .map(flip -> flip.changes().get(0))
                    .filter(c -> c.signal().equals("model latencyObjectiveMs") && !c.isFall())
                    .findFirst()
                    .orElseThrow();
            assertThat(gear(strict.withModel(MODEL, "latencyObjectiveMs", change.to()), policy))
                    .isEqualTo("full@cpu:1");
            assertThat(gear(strict.withModel(MODEL, "latencyObjectiveMs", change.edge()), policy))
                    .isEqualTo("int8@cpu:1");
        });
    }

    @Test
    void gear_chosenAlready_needsNoChange() throws Exception {
        withDefault((policy, explainer) -> {
            Flips.Found found = explainer.flips(situation("temperatureC: 60\n"), MODEL, "full");
            assertThat(found.flips()).isEmpty();
            assertThat(found.say("full", 1).get(0))
                    .isEqualTo("nothing need change: full@cpu:1 is what would be chosen now");
        });
    }

    @Test
    void fields_thatCannotBeMoved_areNamed() throws Exception {
        withDefault((policy, explainer) -> {
            Flips.Found found = explainer.flips(situation("{batteryRatio: unknown, hasBattery: true}"), MODEL, null);
            assertThat(found.unknown()).contains("Device.batteryRatio", "Device.secondsToEmpty");
            assertThat(found.unsearched()).contains("Device.tripC");
            assertThat(found.say(null, 1))
                    .anyMatch(line -> line.startsWith("not searched, since unknown here: Device."));
        });
    }

    @Test
    void search_ofThreeModelsWithTwelveGears_decidesABoundedNumberOfTimes() throws Exception {
        StringBuilder text = new StringBuilder("temperatureC: 60\nmodels:\n");
        for (String model : List.of("a", "b", "c")) {
            text.append("  ").append(model).append(":\n    latencyObjectiveMs: 60\n    gears:\n");
            for (String variant : List.of("full", "pruned", "int8")) {
                for (int threads = 1; threads <= 4; threads++) {
                    int size = variant.equals("full") ? 3 : variant.equals("pruned") ? 2 : 1;
                    text.append("      ").append(variant).append("@cpu:").append(threads);
                    text.append(String.format(
                            Locale.ROOT,
                            ": {accuracy: %.3f, energyMj: %d, latencyMs: %.1f}\n",
                            0.9 + 0.02 * size,
                            10 * size + threads,
                            20.0 * size / threads));
                }
            }
        }
        withDefault((policy, explainer) -> {
            Situation large = situation(text.toString());
            for (String goal : Arrays.asList(null, "full", "pruned@cpu:3", "int8")) {
                Flips.Found found = explainer.flips(large, "b", goal);
                assertThat(found.decisions()).as("%s", goal).isLessThan(2000);
            }
            assertThat(explainer.flips(large, "b", null).flips()).hasSizeGreaterThan(5);
            assertThat(explainer.flips(large, "b", null).decisions()).isLessThan(500);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void flips_ofRandomSituations_areTrueInTheEngineWhenAppliedAndFalseJustBefore(int seed) throws Exception {
        Random random = new Random(seed);
        withDefault((policy, explainer) -> {
            int told = 0;
            for (int i = 0; i < 8; i++) {
                Situation situation = situation(random(random));
                String now = gear(situation, policy);
                for (String goal : Arrays.asList(null, "full", "int8", "cloud")) {
                    List<Flip> flips = explainer.flips(situation, MODEL, goal).flips();
                    for (Flip flip : flips) {
                        told++;
                        assertThat(gear(applied(situation, flip, null), aimed(policy, flip)))
                                .as("%s", flip)
                                .isEqualTo(flip.gear())
                                .isNotEqualTo(now);
                        Change change =
                                flip.changes().isEmpty() ? null : flip.changes().get(0);
                        if (flip.changes().size() == 1 && change != null && change.edge() != null) {
                            String before = gear(applied(situation, flip, change.edge()), policy);
                            assertThat(goal == null ? before.equals(now) : !GearNames.names(goal, before))
                                    .as("%s before %s", before, flip)
                                    .isTrue();
                        }
                    }
                }
            }
            assertThat(told).isGreaterThan(20);
        });
    }

    private static String random(Random random) {
        return "temperatureC: " + (40 + random.nextInt(55)) + "\nbatteryRatio: 0." + (1 + random.nextInt(9))
                + "\nloadRatio: 0." + (1 + random.nextInt(9)) + "\nisCharging: " + random.nextBoolean()
                + "\nisCloudReachable: " + random.nextBoolean() + "\nisPrivate: " + random.nextBoolean()
                + "\nsettings: {memoryBudgetBytes: " + (20 + random.nextInt(200)) + "MiB, powerBudgetW: "
                + (1 + random.nextInt(4)) + "}\nmodels:\n  model:\n    requestsPerS: " + random.nextInt(80)
                + "\n    latencyObjectiveMs: " + (5 + random.nextInt(60)) + "\n    active: "
                + (random.nextBoolean() ? "full" : "int8") + "\n    activeFor: " + random.nextInt(20) + "s\n";
    }

    private static Policy aimed(Policy policy, Flip flip) {
        return flip.changes().stream()
                .filter(change -> change.signal().equals("objective"))
                .<Policy>map(change -> new ForwardingPolicy(policy) {
                    @Override
                    public Objective objective() {
                        return (Objective) change.to();
                    }
                })
                .findFirst()
                .orElse(policy);
    }

    /** @param edge in place of the last change's value; null for that value */
    private static Situation applied(Situation situation, Flip flip, @Nullable Double edge) {
        Situation changed = flip.afterS() > 0 ? situation.later(flip.afterS()) : situation;
        for (Change change : flip.changes()) {
            changed = set(changed, change.signal(), edge == null ? change.to() : edge);
        }
        return changed;
    }

    /** By the names that people read, and not by the search's own levers. */
    private static Situation set(Situation s, String signal, Object to) {
        int space = signal.lastIndexOf(' ');
        String owner = space < 0 ? "" : signal.substring(0, space);
        String field = signal.substring(space + 1);
        if (signal.startsWith("Device.") || signal.startsWith("Scene.")) {
            return s.with(signal, to);
        } else if (signal.startsWith("Model.")) {
            return s.withModel(MODEL, signal.substring(6), to);
        } else if (owner.contains("@")) {
            return s.withCandidate(MODEL, owner, field, to);
        }
        return switch (field) {
            case "budgets.memory" -> s.with("Settings.memoryBudgetBytes", to);
            case "budgets.power" -> s.with("Settings.powerBudgetW", to);
            case "loop.hysteresis" -> s.with("Settings.hysteresis", to);
            case "loop.latencyProbability" -> s.with("Settings.latencyProbability", to);
            case "latencyObjectiveMs" -> s.withModel(MODEL, field, to);
            case "minAccuracy" -> s.withSubject(MODEL, field, to);
            case "objective" -> s; // decided with by a policy of that objective
            default -> throw new IllegalArgumentException(signal);
        };
    }

    private static Change change(Flips.Found found, String signal) {
        return found.flips().stream()
                .flatMap(flip -> flip.changes().stream())
                .filter(change -> change.signal().equals(signal))
                .findFirst()
                .orElseThrow(() -> new AssertionError(signal + " in " + found));
    }

    private static String gear(Situation situation, Policy policy) {
        return gear(situation, policy, MODEL);
    }

    private static String gear(Situation situation, Policy policy, String model) {
        return situation.decide(policy).decisions().stream()
                .filter(decision -> decision.model().equals(model))
                .findFirst()
                .orElseThrow()
                .gear();
    }
}
