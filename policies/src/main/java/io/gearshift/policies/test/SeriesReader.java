package io.gearshift.policies.test;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.policy.Network;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import io.gearshift.policies.situation.Given;
import io.gearshift.policies.situation.SituationReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the series of a test. */
final class SeriesReader {

    static final List<String> KEYS = List.of("series", "tick", "turn", "for", "scenes", "fails", "swapTakes");

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int MOST_TICKS = 100_000;
    private static final List<String> FACTS = Stream.of(Sensors.NUMBERS, Sensors.FLAGS, Links.KEYS, List.of("network"))
            .flatMap(List::stream)
            .toList();

    /** Facts that the loop makes of readings, and from what. */
    private static final Map<String, String> MADE = Map.of(
            "heat", "temperatureC",
            "headroomC", "temperatureC and tripC",
            "trendCPerS", "temperatureC over time",
            "secondsToTrip", "temperatureC over time",
            "hotForMs", "temperatureC over time",
            "battery", "batteryRatio",
            "cpu", "cpuPressureRatio or loadRatio",
            "busyForMs", "cpuPressureRatio over time",
            "memory", "memoryAvailableRatio");

    private final Section test;
    private final Given given;
    private final Known known;
    private final @Nullable Section file;

    SeriesReader(Section test, Given given, Known known, @Nullable Section file) {
        this.test = test;
        this.given = given;
        this.known = known;
        this.file = file;
    }

    static boolean isSeries(Section test) {
        return KEYS.stream().anyMatch(test::has);
    }

    Series read() {
        MADE.forEach((made, from) -> {
            Value told = given.told().get(made);
            if (told != null) {
                told.problem("series", made + ": cannot be given to a series", "it follows from " + from);
            }
        });
        Duration tick = tick();
        Map<String, List<@Nullable Object>> values = values();
        int longest = values.values().stream().mapToInt(List::size).max().orElse(0);
        Value length = test.get("for");
        Duration whole = length == null ? null : length.duration("for");
        int ticks = whole == null ? longest : (int) Math.min(MOST_TICKS + 1L, whole.toNanos() / tick.toNanos() + 1);
        if (ticks > MOST_TICKS) {
            test.whole().problem("series", "more than " + MOST_TICKS + " ticks", "take a longer tick");
            ticks = 1;
        }
        if (ticks == 0 && !test.has("series")) {
            test.whole().problem("missing", "series: is missing", "give values over time, or for: 30s");
        }
        Series bare = new Series(given, values, scenes(), fails(), turn(tick), swapTakes(), tick, ticks, List.of());
        return new Series(
                given, values, bare.scenes(), bare.fails(), bare.turn(), bare.swapTakes(), tick, ticks, windows(bare));
    }

    private Duration tick() {
        Value value = test.has("tick") ? test.get("tick") : file == null ? null : file.get("tick");
        Duration tick = value == null ? TICK : value.duration("tick");
        if (value != null && tick != null && tick.compareTo(Duration.ofMillis(1)) < 0) {
            value.problem("range", "tick: " + value.shown() + " (expected: 1ms or more)", "");
            return TICK;
        }
        return tick == null ? TICK : tick;
    }

    private Duration turn(Duration tick) {
        Value value = test.get("turn");
        Duration turn = value == null ? null : value.duration("turn");
        return turn == null ? tick : turn;
    }

    private Duration swapTakes() {
        Value value = test.get("swapTakes");
        Duration takes = value == null ? Duration.ZERO : value.duration("swapTakes");
        return takes == null ? Duration.ZERO : takes;
    }

    private Map<String, List<@Nullable Object>> values() {
        Map<String, List<@Nullable Object>> values = new TreeMap<>();
        Value series = test.get("series");
        Section section = series == null ? null : series.names("series");
        if (section == null) {
            return values;
        }
        for (String name : section.keys()) {
            Value value = section.get(name);
            String made = MADE.get(name);
            if (made != null) {
                section.key(name).problem("series", name + ": is no reading", "it follows from " + made);
            } else if (!FACTS.contains(name)) {
                section.key(name)
                        .problem(
                                "unknown-key",
                                "series: unknown reading " + name,
                                SituationReader.KEYS.contains(name)
                                        ? "no sensor gives it: write it under given; readings are "
                                                + String.join(", ", FACTS)
                                        : Nearest.hintOrList(name, FACTS));
            } else if (value != null) {
                List<@Nullable Object> read = values(name, value);
                if (!read.isEmpty()) {
                    values.put(name, read);
                }
            }
        }
        return values;
    }

    private static List<@Nullable Object> values(String name, Value value) {
        if (name.equals("network")) {
            return new ArrayList<>(SeriesText.words(
                    name, value, Arrays.stream(Network.values()).map(Enum::name).toList()));
        }
        if (Sensors.FLAGS.contains(name) || name.equals("isCloudReachable")) {
            List<@Nullable Object> flags = new ArrayList<>();
            SeriesText.words(name, value, List.of("true", "false"))
                    .forEach(word -> flags.add(word == null ? null : (Object) word.equals("true")));
            return flags;
        }
        return new ArrayList<>(SeriesText.numbers(name, value));
    }

    private List<Series.SceneChange> scenes() {
        List<Series.SceneChange> changes = new ArrayList<>();
        List<String> keys = new ArrayList<>(SituationReader.sceneKeys());
        keys.add("at");
        Value value = test.get("scenes");
        Scene scene = given.scene();
        for (Value item : value == null ? List.<Value>of() : value.items("scenes")) {
            Section section = item.section("scene", keys);
            Duration at = section == null ? null : time(section, "at");
            if (section != null && at == null && !section.has("at")) {
                item.problem("missing", "scene: at is missing", "say when, e.g. at: 10s");
            }
            if (section != null) {
                scene = SituationReader.scene(scene, section);
            }
            if (at != null) {
                changes.add(new Series.SceneChange(at, scene));
            }
        }
        changes.sort(Comparator.comparing(Series.SceneChange::at));
        return changes;
    }

    private static @Nullable Duration time(Section section, String key) {
        Value value = section.get(key);
        return value == null ? null : value.duration(key);
    }

    private List<Series.Failure> fails() {
        List<Series.Failure> fails = new ArrayList<>();
        Value value = test.get("fails");
        for (Value item : value == null ? List.<Value>of() : value.oneOrMore("fails")) {
            Section section = item.isMap() ? item.section("fails", List.of("model", "gear", "from", "to")) : null;
            Value gear = section == null ? item : section.get("gear");
            if (gear == null) {
                item.problem("missing", "fails: gear is missing", "");
                continue;
            }
            Value model = section == null ? null : section.get("model");
            ModelSpec spec = model == null
                    ? ModelClaims.only(known, gear, "the gear")
                    : known.model(String.valueOf(model.text("model")));
            String text = spec == null ? null : known.gear(gear, "fails", spec);
            Duration from = section == null ? null : time(section, "from");
            Duration to = section == null ? null : time(section, "to");
            if (text == null || spec == null) {
                continue;
            }
            for (String full : Known.gears(text, spec)) {
                fails.add(new Series.Failure(
                        spec.name(),
                        full,
                        from == null ? Duration.ZERO : from,
                        to == null ? Duration.ofDays(36_500) : to));
            }
        }
        return fails;
    }

    private List<Series.Window> windows(Series series) {
        Value expect = test.get("expect");
        if (expect == null) {
            test.whole()
                    .problem(
                            "missing",
                            "expect: is missing",
                            "say what should come out when, e.g. {at: 12s, gear: int8}");
            return List.of();
        }
        List<Series.Window> windows = new ArrayList<>();
        for (Value item : expect.oneOrMore("expect")) {
            Series.Window window = new WindowReader(series, known).read(item);
            if (window != null) {
                windows.add(window);
            }
        }
        if (expect.isList() && expect.items("expect").isEmpty()) {
            expect.problem("missing", "expect: nothing is expected", "for example {at: 12s, gear: int8}");
        }
        return windows;
    }
}
