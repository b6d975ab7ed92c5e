package io.gearshift.policies.pack;

import static io.gearshift.policies.pack.TestingFacts.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.device.DeviceFold;
import io.gearshift.core.device.DeviceState;
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
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the built-in pack, compiled as it ships, below, at and above its bound. */
class DefaultPackTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MAX_AGE = Duration.ofSeconds(10);
    private static final double GIB = 1024.0 * 1024 * 1024;

    @TempDir
    static Path folder;

    private static Policy policy;

    @BeforeAll
    static void load() throws Exception {
        policy = new PackStore(folder).load(BuiltIn.DEFAULT);
    }

    @AfterAll
    static void close() {
        policy.close();
    }

    // The device as the fold sees it, so that the bounds are those of real readings.

    private static Device device(Object... signalsAndValues) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < signalsAndValues.length; i += 2) {
            Signal signal = (Signal) signalsAndValues[i];
            double value = ((Number) signalsAndValues[i + 1]).doubleValue();
            readings.add(Reading.of(SensorId.of(signal, instance(signal)), value, NOW));
        }
        return new DeviceFold(MAX_AGE, 90)
                .fold(DeviceState.initial(), readings, NOW, null)
                .view();
    }

    private static String instance(Signal signal) {
        return switch (signal) {
            case TEMPERATURE, TRIP_POINT -> "thermal_zone0";
            case BATTERY_CHARGE, BATTERY_CHARGING, BATTERY_POWER, BATTERY_ENERGY -> "BAT0";
            case NETWORK_UP -> "eth0";
            case CPU_LOAD -> "total";
            default -> "";
        };
    }

    private static Device heat(double celsius) {
        return device(Signal.TEMPERATURE, celsius, Signal.TRIP_POINT, 95);
    }

    private static Device battery(double ratio, boolean isCharging) {
        return device(Signal.BATTERY_CHARGE, ratio, Signal.BATTERY_CHARGING, isCharging ? 1 : 0);
    }

    private static Device toEmpty(double seconds) {
        return device(
                Signal.BATTERY_CHARGE,
                0.5,
                Signal.BATTERY_CHARGING,
                0,
                Signal.BATTERY_POWER,
                10,
                Signal.BATTERY_ENERGY,
                10 * seconds);
    }

    private static Device cpu(double pressure) {
        return device(Signal.PRESSURE_CPU, pressure, Signal.NETWORK_UP, 1);
    }

    private static Device memory(double usedRatio) {
        return device(Signal.MEMORY_TOTAL, 100 * GIB, Signal.MEMORY_AVAILABLE, 100 * GIB * (1 - usedRatio));
    }

    private static Device left(double bytes) {
        return with(Device.unknown(), "memoryAvailableBytes", bytes);
    }

    private static Device network(Network network) {
        return with(Device.unknown(), "network", network);
    }

    // Candidates: the lightest is pruned@cpu:1; full gears take 2.5 times its energy and twice its memory.

    private static Candidate gear(String variant, int threads, double energyMj, double memoryBytes) {
        return with(
                TestingPacks.candidate("fashion", variant, Precision.FP32),
                "gear",
                variant + "@cpu:" + threads,
                "threads",
                threads,
                "energyMj",
                energyMj,
                "memoryBytes",
                memoryBytes,
                "accuracy",
                variant.equals("full") ? 0.94 : 0.93,
                "accuracyLoss",
                variant.equals("full") ? 0.0 : 0.01,
                "isLightest",
                variant.equals("pruned") && threads == 1);
    }

    private static List<Candidate> gears(
            String active, double fullEnergyMj, double fullMemoryBytes, boolean isReachable) {
        Candidate cloud = with(
                gear("cloud", 0, 0.5, 0),
                "gear",
                "cloud@remote:0",
                "location",
                Location.CLOUD,
                "isReachable",
                isReachable);
        return Stream.of(
                        gear("full", 1, fullEnergyMj, fullMemoryBytes),
                        gear("full", 2, fullEnergyMj * 1.2, fullMemoryBytes),
                        gear("pruned", 1, 4, 4e6),
                        gear("pruned", 2, 4.4, 4e6),
                        cloud)
                .map(c -> with(
                        c,
                        "isActive",
                        c.gear().equals(active),
                        "isLoaded",
                        c.gear().equals(active)))
                .toList();
    }

    private static PolicyInput input(Device device, Scene scene, double missRatio, List<Candidate> candidates) {
        return new PolicyInput(
                device, scene, List.of(new Model("fashion", "image", 50, 20.0, 5, missRatio)), candidates);
    }

    private static PolicyInput on(Device device) {
        return input(device, Scene.initial(), 0, gears("full@cpu:1", 10, 8e6, true));
    }

    private static PolicyInput on(Device device, String active) {
        return input(device, Scene.initial(), 0, gears(active, 10, 8e6, true));
    }

    private static PolicyInput costing(Device device, double fullEnergyMj) {
        return input(device, Scene.initial(), 0, gears("full@cpu:1", fullEnergyMj, 8e6, true));
    }

    private static PolicyInput filling(Device device, double fullMemoryBytes) {
        return input(device, Scene.initial(), 0, gears("full@cpu:1", 10, fullMemoryBytes, true));
    }

    private static PolicyInput in(Scene scene, double missRatio) {
        return input(device(), scene, missRatio, gears("full@cpu:1", 10, 8e6, true));
    }

    private static Scene scene(Attention attention, boolean isPrivate) {
        return new Scene("test", attention, null, null, isPrivate);
    }

    private static Arguments row(String rule, String where, PolicyInput input, String... gears) {
        return Arguments.of(rule, where, input, Set.of(gears));
    }

    private static final String[] FULL = {"full@cpu:1", "full@cpu:2"};
    private static final String[] TWO_THREADS = {"full@cpu:2", "pruned@cpu:2"};
    private static final String[] NOT_LIGHTEST = {"full@cpu:1", "full@cpu:2", "pruned@cpu:2"};
    private static final String[] NONE = {};
    private static final String[] CLOUD = {"cloud@remote:0"};
    private static final String[] ACTIVE = {"full@cpu:1"};

    static Stream<Arguments> gearRules() {
        String light = "pruned@cpu:1";
        return Stream.of(
                row("Warm: favour gears that heat less", "74.9 of 95", on(heat(74.9)), NONE),
                row("Warm: favour gears that heat less", "75 of 95", on(heat(75)), FULL),
                row("Warm: favour gears that heat less", "86.9 of 95", on(heat(86.9)), FULL),
                row("Warm: favour gears that heat less", "87 of 95", on(heat(87)), NONE),
                row("Warm: do not step up yet", "119 s", on(rising(119), light), NOT_LIGHTEST),
                row("Warm: do not step up yet", "120 s", on(rising(120), light), NONE),
                row("Warm: do not step up yet", "119 s, full active", on(rising(119)), "full@cpu:2"),
                row("Warm: do not step up yet", "75 of 95", on(heat(75), light), NONE),
                row("Warm: do not step up yet", "75.1 of 95", on(heat(75.1), light), NOT_LIGHTEST),
                row("Warm: do not step up yet", "87 of 95", on(heat(87), light), NONE),
                row("Hot: leave heavy gears before the trip point", "86.9 of 95", on(heat(86.9)), NONE),
                row("Hot: leave heavy gears before the trip point", "87 of 95", on(heat(87)), FULL),
                row("Hot: leave heavy gears before the trip point", "94.9 of 95", on(heat(94.9)), FULL),
                row("Hot: leave heavy gears before the trip point", "95 of 95", on(heat(95)), NONE),
                row(
                        "Hot: leave heavy gears before the trip point",
                        "costs 1.24",
                        costing(heat(90), 4.96),
                        "full@cpu:2"),
                row("Hot: leave heavy gears before the trip point", "costs 1.26", costing(heat(90), 5.04), FULL),
                row("Hot: one thread", "86.9 of 95", on(heat(86.9)), NONE),
                row("Hot: one thread", "87 of 95", on(heat(87)), TWO_THREADS),
                row("Hot: one thread", "95 of 95", on(heat(95)), NONE),
                row("At the trip point: only the lightest local gear", "94.9 of 95", on(heat(94.9)), NONE),
                row("At the trip point: only the lightest local gear", "95 of 95", on(heat(95)), NOT_LIGHTEST),
                row("At the trip point: only the lightest local gear", "99 of 95", on(heat(99)), NOT_LIGHTEST),
                row("Throttled: leave heavy gears", "no", on(device()), NONE),
                row("Throttled: leave heavy gears", "yes", on(throttled()), FULL),
                row("Throttled: one thread", "no", on(device()), NONE),
                row("Throttled: one thread", "yes", on(throttled()), TWO_THREADS),
                row("Battery low: no heavy gears", "21 %", on(battery(0.21, false)), NONE),
                row("Battery low: no heavy gears", "20 %", on(battery(0.20, false)), FULL),
                row("Battery low: no heavy gears", "11 %", on(battery(0.11, false)), FULL),
                row("Battery low: no heavy gears", "10 %", on(battery(0.10, false)), NONE),
                row("Battery low: no heavy gears", "15 %, on charge", on(battery(0.15, true)), NONE),
                row("Battery nearly empty: only the lightest local gear", "11 %", on(battery(0.11, false)), NONE),
                row(
                        "Battery nearly empty: only the lightest local gear",
                        "10 %",
                        on(battery(0.1, false)),
                        NOT_LIGHTEST),
                row(
                        "Battery nearly empty: only the lightest local gear",
                        "8 %",
                        on(battery(0.08, false)),
                        NOT_LIGHTEST),
                row(
                        "Battery nearly empty: only the lightest local gear",
                        "8 %, on charge",
                        on(battery(0.08, true)),
                        NONE),
                row("Empty within 30 minutes: stay", "1199 s", on(toEmpty(1199)), NONE),
                row("Empty within 30 minutes: stay", "1200 s", on(toEmpty(1200)), ACTIVE),
                row("Empty within 30 minutes: stay", "1799 s", on(toEmpty(1799)), ACTIVE),
                row("Empty within 30 minutes: stay", "1800 s", on(toEmpty(1800)), NONE),
                row("Processor busy: one thread", "29 %", on(cpu(0.29)), NONE),
                row("Processor busy: one thread", "30 %", on(cpu(0.30)), TWO_THREADS),
                row("Processor busy: one thread", "70 %", on(cpu(0.70)), TWO_THREADS),
                row("Processor busy: stay", "29 %", on(cpu(0.29)), NONE),
                row("Processor busy: stay", "30 %", on(cpu(0.30)), ACTIVE),
                row("Processor busy: stay", "65 %", on(cpu(0.65)), NONE),
                row("Processor saturated: the cloud may help", "64 %", on(cpu(0.64)), NONE),
                row("Processor saturated: the cloud may help", "65 %", on(cpu(0.65)), CLOUD),
                row("Memory busy: favour small gears", "84 %", on(memory(0.84)), NONE),
                row("Memory busy: favour small gears", "86 %", on(memory(0.86)), FULL),
                row("Memory busy: favour small gears", "94 %", on(memory(0.94)), NONE),
                row("Memory busy: favour small gears", "1.24 times", filling(memory(0.86), 4.96e6), NONE),
                row("Memory busy: favour small gears", "1.26 times", filling(memory(0.86), 5.04e6), FULL),
                row("Memory saturated: no big gears", "92 %", on(memory(0.92)), NONE),
                row("Memory saturated: no big gears", "94 %", on(memory(0.94)), FULL),
                row("Load only what fits easily", "unknown", on(device(), light), NONE),
                row("Load only what fits easily", "4 times", on(left(32e6), light), NONE),
                row("Load only what fits easily", "under 4 times", on(left(31e6), light), FULL),
                row("Load only what fits easily", "loaded", on(left(31e6)), "full@cpu:2"),
                row("Private: nothing leaves the device", "no", in(scene(Attention.INTERACTIVE, false), 0), NONE),
                row("Private: nothing leaves the device", "yes", in(scene(Attention.INTERACTIVE, true), 0), CLOUD),
                row("Late answers a moment ago: stay", "2 %", in(Scene.initial(), 0.02), NONE),
                row("Late answers a moment ago: stay", "3 %", in(Scene.initial(), 0.03), ACTIVE),
                row("Late answers a moment ago: stay", "10 %", in(Scene.initial(), 0.1), ACTIVE),
                row("Late answers a moment ago: stay", "11 %", in(Scene.initial(), 0.11), NONE),
                row(
                        "Late answers a moment ago: stay",
                        "background",
                        in(scene(Attention.BACKGROUND, false), 0.05),
                        NONE),
                row("Offline: compute here", "offline", on(network(Network.OFFLINE)), CLOUD),
                row("Offline: compute here", "online", on(network(Network.ONLINE)), NONE),
                row("Offline: compute here", "unknown", on(network(Network.UNKNOWN)), NONE),
                row("Metered: send nothing", "metered", on(network(Network.METERED)), CLOUD),
                row("Metered: send nothing", "online", on(network(Network.ONLINE)), NONE),
                row(
                        "Endpoint does not answer: compute here",
                        "silent",
                        input(device(), Scene.initial(), 0, gears("full@cpu:1", 10, 8e6, false)),
                        CLOUD),
                row("Endpoint does not answer: compute here", "answers", on(device()), NONE),
                row("Device is well: compute here", "unknown", on(device()), CLOUD),
                row("Device is well: compute here", "86.9 of 95", on(heat(86.9)), CLOUD),
                row("Device is well: compute here", "87 of 95", on(heat(87)), NONE),
                row("Device is well: compute here", "cpu 65 %", on(cpu(0.65)), NONE),
                row("Device is well: compute here", "battery 10 %", on(battery(0.1, false)), NONE),
                row("Temperature unknown since a while: one thread", "missing", on(device()), NONE),
                row("Temperature unknown since a while: one thread", "10 s old", on(aged(10, 45)), NONE),
                row("Temperature unknown since a while: one thread", "11 s old", on(aged(11, 45)), TWO_THREADS),
                row("Temperature unknown since a while: favour light gears", "10 s old", on(aged(10, 45)), NONE),
                row("Temperature unknown since a while: favour light gears", "11 s old", on(aged(11, 45)), FULL),
                row("Charge unknown since a while: favour light gears", "missing", on(device()), NONE),
                row(
                        "Charge unknown since a while: favour light gears",
                        "old",
                        on(with(Device.unknown(), "hasStaleBattery", true)),
                        FULL),
                row(
                        "Charge unknown since a while: favour light gears",
                        "old, on mains",
                        on(with(Device.unknown(), "hasStaleBattery", true, "isCharging", true)),
                        NONE));
    }

    private static Device rising(double secondsToTrip) {
        return with(heat(75), "secondsToTrip", secondsToTrip, "trendCPerS", 20 / secondsToTrip);
    }

    private static Device throttled() {
        return with(device(), "isThrottled", true);
    }

    /** A temperature that was last read this many seconds ago. */
    private static Device aged(int seconds, double celsius) {
        DeviceFold fold = new DeviceFold(MAX_AGE, 90);
        Reading old = Reading.of(SensorId.of(Signal.TEMPERATURE, "thermal_zone0"), celsius, NOW);
        DeviceState before = fold.fold(DeviceState.initial(), List.of(old), NOW, null);
        return fold.fold(before, List.of(), NOW.plusSeconds(seconds), null).view();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("gearRules")
    void gearRule_aroundItsBound_touchesTheseGears(String rule, String where, PolicyInput input, Set<String> gears) {
        PolicyOutcome outcome = policy.evaluate(input);
        assertThat(outcome.fault()).isNull();
        assertThat(policy.rules()).extracting(RuleInfo::name).contains(rule);
        Set<String> touched = outcome.verdicts().stream()
                .filter(v -> v.rule().equals(rule))
                .map(DefaultPackTest::gear)
                .collect(Collectors.toSet());
        assertThat(touched).isEqualTo(gears);
    }

    private static String gear(Verdict verdict) {
        return verdict instanceof Verdict.Forbid f ? f.gear() : ((Verdict.Prefer) verdict).gear();
    }

    static Stream<Arguments> objectiveRules() {
        return Stream.of(
                Arguments.of("At the trip point: save energy", "94.9 of 95", on(heat(94.9)), null),
                Arguments.of("At the trip point: save energy", "95 of 95", on(heat(95)), "ENERGY"),
                Arguments.of("Battery low: save energy", "21 %", on(battery(0.21, false)), null),
                Arguments.of("Battery low: save energy", "20 %", on(battery(0.20, false)), "ENERGY"),
                Arguments.of("Battery low: save energy", "20 %, on charge", on(battery(0.20, true)), null),
                Arguments.of(
                        "Battery nearly empty: save energy, even on charge", "11 %", on(battery(0.11, true)), null),
                Arguments.of(
                        "Battery nearly empty: save energy, even on charge", "10 %", on(battery(0.1, true)), "ENERGY"),
                Arguments.of("Empty within 20 minutes: save energy", "1199 s", on(toEmpty(1199)), "ENERGY"),
                Arguments.of("Empty within 20 minutes: save energy", "1200 s", on(toEmpty(1200)), null),
                Arguments.of("On charge: be accurate", "80 %, not charging", on(battery(0.8, false)), null),
                Arguments.of("On charge: be accurate", "80 %", on(battery(0.8, true)), "ACCURACY"),
                Arguments.of("On charge: be accurate", "20 %", on(battery(0.2, true)), null),
                Arguments.of("Processor saturated: answer fast", "64 %", on(cpu(0.64)), null),
                Arguments.of("Processor saturated: answer fast", "65 %", on(cpu(0.65)), "LATENCY"),
                Arguments.of("Background: save energy", "interactive", in(Scene.initial(), 0), null),
                Arguments.of(
                        "Background: save energy", "background", in(scene(Attention.BACKGROUND, false), 0), "ENERGY"),
                Arguments.of("Somebody waits for late answers: answer fast", "10 %", in(Scene.initial(), 0.1), null),
                Arguments.of(
                        "Somebody waits for late answers: answer fast", "11 %", in(Scene.initial(), 0.11), "LATENCY"),
                Arguments.of(
                        "Somebody waits for late answers: answer fast",
                        "background",
                        in(scene(Attention.BACKGROUND, false), 0.5),
                        null));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("objectiveRules")
    void objectiveRule_aroundItsBound_aimsAtThis(
            String rule, String where, PolicyInput input, @Nullable String objective) {
        PolicyOutcome outcome = policy.evaluate(input);
        assertThat(outcome.fault()).isNull();
        assertThat(policy.rules()).extracting(RuleInfo::name).contains(rule);
        List<String> aims = outcome.verdicts().stream()
                .filter(v -> v.rule().equals(rule))
                .map(v -> ((Verdict.Aim) v).objective().name())
                .toList();
        assertThat(aims).isEqualTo(objective == null ? List.of() : List.of(objective));
    }

    @Test
    void rules_all_haveATestHere() {
        Set<String> tested = new TreeSet<>();
        Stream.concat(gearRules(), objectiveRules()).forEach(row -> tested.add((String) row.get()[0]));
        assertThat(policy.rules()).extracting(RuleInfo::name).containsExactlyInAnyOrderElementsOf(tested);
    }

    // Properties over seeded states.

    static IntStream seeds() {
        return IntStream.range(0, 400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pack_onAnyState_keepsTheLightestLocalGearAndPrivacy(int seed) {
        PolicyInput input = random(new Random(seed));
        PolicyOutcome outcome = policy.evaluate(input);
        assertThat(outcome.fault()).isNull();
        Set<String> forbidden = outcome.verdicts().stream()
                .filter(Verdict.Forbid.class::isInstance)
                .map(DefaultPackTest::gear)
                .collect(Collectors.toSet());
        for (Candidate candidate : input.candidates()) {
            if (candidate.isLightest()) {
                assertThat(forbidden).doesNotContain(candidate.gear());
            }
            if (!candidate.isLocal()
                    && (input.scene().isPrivate()
                            || input.device().network() == Network.OFFLINE
                            || !candidate.isReachable())) {
                assertThat(forbidden).contains(candidate.gear());
            }
        }
        assertThat(policy.evaluate(input).verdicts()).isEqualTo(outcome.verdicts());
    }

    private static PolicyInput random(Random random) {
        Device device = with(
                Device.unknown(),
                "heat",
                pick(random, Heat.values()),
                "temperatureC",
                maybe(random, 120),
                "tripC",
                maybe(random, 120),
                "headroomC",
                maybe(random, 50),
                "secondsToTrip",
                maybe(random, 300),
                "isThrottled",
                random.nextBoolean(),
                "battery",
                pick(random, Charge.values()),
                "batteryRatio",
                maybe(random, 1),
                "isCharging",
                random.nextBoolean(),
                "secondsToEmpty",
                maybe(random, 3600),
                "cpu",
                pick(random, Pressure.values()),
                "loadRatio",
                maybe(random, 1),
                "frequencyRatio",
                maybe(random, 1),
                "memory",
                pick(random, Pressure.values()),
                "memoryAvailableBytes",
                maybe(random, 1e8),
                "memoryAvailableRatio",
                maybe(random, 1),
                "network",
                pick(random, Network.values()),
                "hasStaleTemperature",
                random.nextBoolean(),
                "hasStaleBattery",
                random.nextBoolean());
        List<String> names = List.of("full@cpu:1", "full@cpu:2", "pruned@cpu:1", "pruned@cpu:2", "cloud@remote:0");
        List<Candidate> gears = gears(
                names.get(random.nextInt(names.size())),
                random.nextDouble() * 50,
                random.nextDouble() * 1e8,
                random.nextBoolean());
        return input(
                device,
                scene(pick(random, Attention.values()), random.nextBoolean()),
                random.nextDouble() * 0.2,
                gears);
    }

    private static <E> E pick(Random random, E[] values) {
        return values[random.nextInt(values.length)];
    }

    private static @Nullable Double maybe(Random random, double most) {
        return random.nextInt(4) == 0 ? null : (Double) (random.nextDouble() * most);
    }
}
