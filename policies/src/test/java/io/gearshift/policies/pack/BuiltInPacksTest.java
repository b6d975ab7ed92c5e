package io.gearshift.policies.pack;

import static io.gearshift.policies.pack.TestingFacts.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Attention;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Charge;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.Network;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Pressure;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.policy.Verdict;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each built-in pack changes, below, at and above its bounds, and what none of them ever does. */
class BuiltInPacksTest {

    static final List<String> NAMES = BuiltIn.NAMES;

    private static final String[] NONE = {};
    private static final String[] FULL = {"full@cpu:1", "full@cpu:2"};
    private static final String[] THREADS = {"full@cpu:2", "pruned@cpu:2"};
    private static final String[] NOT_LIGHTEST = {"full@cpu:1", "full@cpu:2", "pruned@cpu:2"};
    private static final String[] AWAY = {"cloud@remote:0", "split@remote:0"};
    private static final String[] ACTIVE = {"full@cpu:1"};
    private static final String[] SLOW = {"full@cpu:1", "full@cpu:2"};

    private static final Map<String, Policy> PACKS = new HashMap<>();

    @TempDir
    static Path folder;

    @BeforeAll
    static void load() throws Exception {
        for (String name : NAMES) {
            PACKS.put(name, new PackStore(folder).load(name));
        }
    }

    @AfterAll
    static void close() {
        PACKS.values().forEach(Policy::close);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                row("battery-saver", "On battery: favour light gears", battery(1, true), NONE),
                row("battery-saver", "On battery: favour light gears", battery(1, false), FULL),
                row("battery-saver", "On battery: favour light gears", device("isCharging", false), NONE),
                row("battery-saver", "On battery: favour one thread", battery(1, true), NONE),
                row("battery-saver", "On battery: favour one thread", battery(1, false), THREADS),
                row("battery-saver", "Battery below half: no heavy gears", battery(0.49, false), FULL),
                row("battery-saver", "Battery below half: no heavy gears", battery(0.49, true), NONE),
                row("battery-saver", "Battery below half: no heavy gears", battery(0.5, false), NONE),
                row("battery-saver", "Battery below half: no heavy gears", battery(0.51, false), NONE),
                row("battery-saver", "Battery about half: stay", battery(0.49, false), NONE),
                row("battery-saver", "Battery about half: stay", battery(0.5, false), ACTIVE),
                row("battery-saver", "Battery about half: stay", battery(0.52, false), ACTIVE),
                row("battery-saver", "Battery about half: stay", battery(0.53, false), NONE),
                row("battery-saver", "Battery low: no heavy gears", device("battery", Charge.OK), NONE),
                row("battery-saver", "Battery low: no heavy gears", device("battery", Charge.LOW), NOT_LIGHTEST),
                row(
                        "battery-saver",
                        "Battery low: no heavy gears",
                        device("battery", Charge.LOW, "isCharging", true),
                        NONE),
                row("performance", "Late answers: no slow gears", misses(Attention.INTERACTIVE, 0.04), NONE),
                row("performance", "Late answers: no slow gears", misses(Attention.INTERACTIVE, 0.05), NONE),
                row("performance", "Late answers: no slow gears", misses(Attention.INTERACTIVE, 0.051), SLOW),
                row("performance", "Late answers: no slow gears", misses(Attention.BACKGROUND, 0.5), NONE),
                row("performance", "Processor calm: use its cores", device("cpu", Pressure.BUSY), NONE),
                row("performance", "Processor calm: use its cores", device("cpu", Pressure.CALM), THREADS),
                row(
                        "performance",
                        "Processor calm: use its cores",
                        device("cpu", Pressure.CALM, "heat", Heat.HOT),
                        NONE),
                row(
                        "performance",
                        "Processor calm: use its cores",
                        device("cpu", Pressure.CALM, "isThrottled", true),
                        NONE),
                row("privacy-first", "Private: nothing leaves the device", scene(false), NONE),
                row("privacy-first", "Private: nothing leaves the device", scene(true), AWAY),
                row("privacy-first", "Metered: send nothing", device("network", Network.ONLINE), NONE),
                row("privacy-first", "Metered: send nothing", device("network", Network.METERED), AWAY),
                row("privacy-first", "Network unknown: send nothing", device("network", Network.ONLINE), NONE),
                row("privacy-first", "Network unknown: send nothing", device("network", Network.UNKNOWN), AWAY),
                row("privacy-first", "Device is well: compute here", device("cpu", Pressure.SATURATED), AWAY),
                row("quiet", "Cool: favour gears that heat less", device("headroomC", 29.9), FULL),
                row("quiet", "Cool: favour gears that heat less", device("headroomC", 30.0), NONE),
                row("quiet", "Cool: favour gears that heat less", device(), NONE),
                row("quiet", "Cool: stay", device("headroomC", 29.9), NONE),
                row("quiet", "Cool: stay", device("headroomC", 30.0), ACTIVE),
                row("quiet", "Cool: stay", device("headroomC", 33.9), ACTIVE),
                row("quiet", "Cool: stay", device("headroomC", 34.0), NONE),
                row("quiet", "Warm: favour gears that heat less", device("heat", Heat.COOL), NONE),
                row("quiet", "Warm: favour gears that heat less", device("heat", Heat.WARM), FULL),
                row("quiet", "Warm: one thread", device("heat", Heat.COOL), NONE),
                row("quiet", "Warm: one thread", device("heat", Heat.WARM), THREADS),
                row("quiet", "Trip point within five minutes: no heavy gears", device("secondsToTrip", 299.9), FULL),
                row("quiet", "Trip point within five minutes: no heavy gears", device("secondsToTrip", 300.0), NONE),
                row("quiet", "Trip point within five minutes: no heavy gears", device(), NONE),
                row("quiet", "Hot: leave heavy gears before the trip point", device("heat", Heat.WARM), NONE),
                row("quiet", "Hot: leave heavy gears before the trip point", device("heat", Heat.HOT), NOT_LIGHTEST));
    }

    @ParameterizedTest(name = "{index} {0}: {1}")
    @MethodSource("rules")
    void rule_aroundItsBound_touchesTheseGears(String pack, String rule, PolicyInput input, List<String> gears) {
        PolicyOutcome outcome = pack(pack).evaluate(input);

        assertThat(outcome.fault()).isNull();
        assertThat(outcome.verdicts())
                .filteredOn(verdict -> verdict.rule().equals(rule))
                .extracting(BuiltInPacksTest::gear)
                .containsExactlyInAnyOrderElementsOf(gears);
    }

    @Test
    void rules_ofThePacksThatExtend_allHaveATestHere() {
        Set<String> tested = new TreeSet<>();
        rules().forEach(row -> tested.add(row.get()[0] + ": " + row.get()[1]));
        Set<String> own = new TreeSet<>();
        PACKS.forEach((name, policy) -> policy.rules().stream()
                .filter(rule -> !name.equals(BuiltIn.DEFAULT) && !rule.file().startsWith("default/"))
                .forEach(rule -> own.add(name + ": " + rule.name())));

        assertThat(tested).isEqualTo(own);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void pack_extendsTheDefault(String name) {
        assertThat(pack(name).id().pack()).isEqualTo(name);
        assertThat(pack(name).rules())
                .extracting(RuleInfo::name)
                .contains(
                        "At the trip point: only the lightest local gear",
                        "Battery nearly empty: only the lightest local gear",
                        "Private: nothing leaves the device",
                        "Memory saturated: no big gears");
    }

    @Test
    void performance_leavesOutWhatItsManifestDisables() throws Exception {
        List<String> disabled = PackSource.of("performance").manifest().disable().stream()
                .map(PackManifest.Mention::text)
                .toList();

        assertThat(disabled).hasSize(7);
        assertThat(pack("performance").rules()).extracting(RuleInfo::name).doesNotContainAnyElementsOf(disabled);
    }

    static Stream<Arguments> situations() {
        return NAMES.stream().flatMap(name -> new Random(7).longs(200).mapToObj(seed -> Arguments.of(name, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("situations")
    void pack_inAnySituation_keepsTheLightestLocalGearAndPrivacy(String name, long seed) {
        PolicyInput input = random(new Random(seed));
        PolicyOutcome outcome = pack(name).evaluate(input);
        Set<String> forbidden = outcome.verdicts().stream()
                .filter(Verdict.Forbid.class::isInstance)
                .map(BuiltInPacksTest::gear)
                .collect(Collectors.toSet());

        assertThat(outcome.fault()).isNull();
        assertThat(forbidden).as("the lightest local gear").doesNotContain("pruned@cpu:1");
        boolean isBarred = input.scene().isPrivate()
                || Set.of(Network.METERED, Network.OFFLINE)
                        .contains(input.device().network())
                || name.equals("privacy-first") && input.device().network() == Network.UNKNOWN;
        if (isBarred) {
            assertThat(forbidden).as("what leaves the device").contains(AWAY);
        }
        assertThat(outcome.verdicts()).as("pins").noneMatch(Verdict.Pin.class::isInstance);
    }

    private static Policy pack(String name) {
        return Objects.requireNonNull(PACKS.get(name));
    }

    private static String gear(Verdict verdict) {
        return verdict instanceof Verdict.Forbid forbid ? forbid.gear() : ((Verdict.Prefer) verdict).gear();
    }

    private static Arguments row(String pack, String rule, PolicyInput input, String[] gears) {
        return Arguments.of(pack, rule, input, List.of(gears));
    }

    private static PolicyInput device(Object... changes) {
        return input(with(Device.unknown(), changes), Scene.initial(), 0);
    }

    private static PolicyInput battery(double ratio, boolean isCharging) {
        return device("hasBattery", true, "battery", Charge.OK, "batteryRatio", ratio, "isCharging", isCharging);
    }

    private static PolicyInput misses(Attention attention, double ratio) {
        return input(Device.unknown(), with(Scene.initial(), "attention", attention), ratio);
    }

    private static PolicyInput scene(boolean isPrivate) {
        return input(Device.unknown(), with(Scene.initial(), "isPrivate", isPrivate), 0);
    }

    private static PolicyInput input(Device device, Scene scene, double missRatio) {
        return new PolicyInput(device, scene, List.of(new Model("fashion", "image", 50, 20.0, 5, missRatio)), gears());
    }

    /** The lightest is pruned@cpu:1; full gears take 2.5 times its energy. */
    private static List<Candidate> gears() {
        return List.of(
                gear("full", 1, 10, 25),
                gear("full", 2, 12, 21),
                gear("pruned", 1, 4, 15),
                gear("pruned", 2, 4.5, 12),
                with(gear("cloud", 0, 0.5, 15), "gear", AWAY[0], "location", Location.CLOUD),
                with(gear("split", 0, 2, 15), "gear", AWAY[1], "location", Location.SPLIT));
    }

    private static Candidate gear(String variant, int threads, double energyMj, double latencyP95Ms) {
        return with(
                TestingPacks.candidate("fashion", variant, Precision.FP32),
                "gear",
                variant + "@cpu:" + threads,
                "threads",
                threads,
                "energyMj",
                energyMj,
                "latencyP95Ms",
                latencyP95Ms,
                "isActive",
                variant.equals("full") && threads == 1,
                "isLightest",
                variant.equals("pruned") && threads == 1);
    }

    private static PolicyInput random(Random random) {
        Device device = with(
                Device.unknown(),
                "heat",
                pick(random, Heat.values()),
                "headroomC",
                random.nextDouble() * 50,
                "secondsToTrip",
                random.nextDouble() * 600,
                "isThrottled",
                random.nextBoolean(),
                "hasBattery",
                random.nextBoolean(),
                "battery",
                pick(random, Charge.values()),
                "batteryRatio",
                random.nextDouble(),
                "isCharging",
                random.nextBoolean(),
                "secondsToEmpty",
                random.nextDouble() * 3600,
                "cpu",
                pick(random, Pressure.values()),
                "memory",
                pick(random, Pressure.values()),
                "memoryAvailableBytes",
                random.nextDouble() * 1e8,
                "network",
                pick(random, Network.values()),
                "hasStaleTemperature",
                random.nextBoolean(),
                "hasStaleBattery",
                random.nextBoolean());
        Scene scene =
                with(Scene.initial(), "attention", pick(random, Attention.values()), "isPrivate", random.nextBoolean());
        return input(device, scene, random.nextDouble() * 0.2);
    }

    private static <E> E pick(Random random, E[] values) {
        return Arrays.asList(values).get(random.nextInt(values.length));
    }
}
