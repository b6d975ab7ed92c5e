package io.gearshift.policies.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.policies.pack.TestingFacts;
import io.gearshift.policies.pack.TestingPacks;
import io.gearshift.policies.rules.DroolsPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random texts: the reader always answers, and what it accepts the compiler takes and the engine runs. */
class RuleReaderFuzzTest {

    private static final List<String> WORDS = List.of(
            "rule",
            "\"r\"",
            "when",
            "then",
            "end",
            "Device",
            "Candidate",
            "Mode",
            "(",
            ")",
            "heat",
            "==",
            "HOT",
            "$c",
            ":",
            "policy",
            ".",
            "forbid",
            "\"x\"",
            ";",
            ",",
            "&&",
            "||",
            "!",
            "not",
            "in",
            "or",
            "and",
            "exists",
            "3",
            "-",
            "insert",
            "new",
            "energyMj",
            "null",
            "/*",
            "*/",
            "//",
            "'",
            "\"",
            "\n",
            "\\",
            "#",
            "0x",
            "1e",
            "$",
            "é",
            "\0");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void text_random_alwaysGetsAnAnswerOnAnExistingLine(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextBoolean() ? " " : "");
            }
            check(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"heat.drl", "load.drl", "scene.drl"})
    void text_ofTheDefaultPackCutOrSpoiled_alwaysGetsAnAnswer(String file) throws Exception {
        String text = Files.readString(Path.of("src/main/resources/packs/default/" + file));
        Random random = new Random(file.hashCode());
        for (int i = 0; i < 1000; i++) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(20));
            check(text.substring(0, at));
            check(text.substring(0, at) + WORDS.get(random.nextInt(WORDS.size())) + text.substring(to));
        }
    }

    private static void check(String text) {
        Checked checked = RuleReader.read("a.drl", text);
        long lines = text.chars().filter(c -> c == '\n').count() + 1;
        assertThat(checked.problems()).allSatisfy(problem -> {
            assertThat(problem.line()).isBetween(1, (int) lines);
            assertThat(problem.column()).isPositive();
            assertThat(problem.message()).isNotBlank();
            assertThat(problem.hint()).isNotBlank();
        });
        assertThat(checked.source().chars().filter(c -> c == '\n').count()).isEqualTo(lines - 1);
    }

    private static final List<String> DEVICE_NUMBERS =
            List.of("temperatureC", "headroomC", "secondsToTrip", "batteryRatio", "loadRatio", "rttMs");
    private static final Map<String, List<String>> BANDS = Map.of(
            "heat", List.of("UNKNOWN", "COOL", "HOT", "Heat.CRITICAL"),
            "battery", List.of("UNKNOWN", "LOW", "CRITICAL"),
            "cpu", List.of("UNKNOWN", "BUSY", "Pressure.SATURATED"),
            "network", List.of("UNKNOWN", "OFFLINE", "Network.METERED"));

    /** A random condition on a Device that is well typed. */
    private static String condition(Random random, int depth) {
        String number = pick(random, DEVICE_NUMBERS);
        String comparison = pick(random, List.of("<", "<=", ">", ">=", "==", "!="));
        List<String> fields = BANDS.keySet().stream().sorted().toList();
        String band = pick(random, fields);
        List<String> constants = BANDS.get(band);
        return switch (random.nextInt(depth > 2 ? 6 : 10)) {
            case 0 -> number + " " + comparison + " " + value(number, random);
            case 1 -> value(number, random) + " " + comparison + " " + number;
            case 2 -> band + (random.nextBoolean() ? " == " : " != ") + pick(random, constants);
            case 3 ->
                band + (random.nextBoolean() ? " in (" : " not in (") + pick(random, constants) + ", "
                        + pick(random, constants) + ")";
            case 4 -> pick(random, List.of("isThrottled", "!isCharging", "isCharging == false", "hasBattery != true"));
            case 5 ->
                pick(
                        random,
                        List.of(
                                "hotForMs / 1000 > 3",
                                "cores * 2 - 1 >= 3.5",
                                "-cores < 3",
                                "hottestZone == \"cpu\"",
                                "hottestZone not in (\"a\", \"b\")",
                                number + " == null",
                                number + " != null && " + number + " % 7 + 1 < 4",
                                number + " > " + pick(random, DEVICE_NUMBERS),
                                "staleSensors contains \"temp{a}\"",
                                "staleSensors not contains \"temp{a}\"",
                                "heat >= WARM",
                                "LOW == battery"));
            case 6, 7 -> "(" + condition(random, depth + 1) + " && " + condition(random, depth + 1) + ")";
            case 8 -> "(" + condition(random, depth + 1) + " || " + condition(random, depth + 1) + ")";
            default -> "!(" + condition(random, depth + 1) + ")";
        };
    }

    /** One that the field can have. */
    private static double value(String field, Random random) {
        return field.endsWith("Ratio") ? random.nextInt(11) / 10.0 : random.nextInt(400) / 4.0;
    }

    private static String pick(Random random, List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8})
    void conditions_randomButAccepted_meanInTheEngineWhatTheyMeanHere(int seed, @TempDir Path folder) throws Exception {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            text.append("rule \"r")
                    .append(i)
                    .append("\"\nwhen\n  $d : Device( ")
                    .append(condition(random, 0));
            text.append(" )\nthen\n  policy.objective(ENERGY, \"it is \" + $d.heat());\nend\n");
        }
        Checked checked = RuleReader.read("rules.drl", text.toString());
        assertThat(checked.problems()).noneMatch(Problem::isError);
        List<RuleSyntax> rules = checked.trees();
        try (DroolsPolicy policy = DroolsPolicy.of(TestingPacks.build(folder, text.toString()))) {
            for (Device device : devices()) {
                PolicyOutcome outcome = policy.evaluate(TestingPacks.input(device));
                assertThat(outcome.fault()).isNull();
                TestingMeaning meaning = new TestingMeaning(TestingFacts.values(device));
                assertThat(outcome.firedRules())
                        .containsExactlyInAnyOrderElementsOf(rules.stream()
                                .filter(rule -> meaning.holds(onlyCondition(rule)))
                                .map(RuleSyntax::name)
                                .toList());
            }
        }
    }

    private static Expr onlyCondition(RuleSyntax rule) {
        return ((Element.Pattern) rule.conditions().get(0)).constraints().get(0).expression();
    }

    private static List<Device> devices() {
        List<Device> devices = new ArrayList<>(List.of(Device.unknown()));
        for (int i = 0; i < 20; i++) {
            Random random = new Random(i);
            devices.add(TestingFacts.with(
                    TestingPacks.device(Heat.values()[i % 5], random.nextBoolean() ? null : Double.valueOf(10.0 * i)),
                    "temperatureC",
                    random.nextBoolean() ? null : Double.valueOf(30.0 + i),
                    "batteryRatio",
                    random.nextBoolean() ? null : Double.valueOf(random.nextDouble()),
                    "staleSensors",
                    List.of("temp{a}")));
        }
        return devices;
    }
}
