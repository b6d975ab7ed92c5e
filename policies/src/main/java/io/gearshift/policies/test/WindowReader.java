package io.gearshift.policies.test;

import io.gearshift.core.text.Durations;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one expectation of a series: at one time, or at every tick from one time to another. */
final class WindowReader {

    private static final List<String> KEYS = Stream.concat(
                    Stream.of("at", "from", "to", "swaps", "model"), ClaimReader.KEYS.stream())
            .toList();

    private final Series series;
    private final Known known;

    WindowReader(Series series, Known known) {
        this.series = series;
        this.known = known;
    }

    Series.@Nullable Window read(Value item) {
        Section section = item.section("expect", KEYS);
        if (section == null) {
            return null;
        }
        if (section.has("at") && (section.has("from") || section.has("to"))) {
            section.key("at").problem("ambiguous", "at beside from or to", "at is one time, from and to a span");
        }
        boolean isTimed = section.has("at") || section.has("from") || section.has("to") || section.has("swaps");
        if (!isTimed) {
            item.problem("missing", "expect: at is missing", "say when, e.g. at: 12s, or from: 5s and to: 20s");
        }
        boolean isSpan = !section.has("at");
        Duration from = time(section, isSpan ? "from" : "at", Duration.ZERO);
        Duration to = isSpan ? time(section, "to", series.end()) : from;
        if (from.compareTo(to) > 0 && isSpan) {
            section.key("from").problem("range", "from is after to", "");
        }
        List<Claim> claims = new ArrayList<>(new ClaimReader(known).read(claimed(section)));
        int[] swaps = swaps(section.get("swaps"));
        if (claims.isEmpty()
                && !section.has("swaps")
                && ClaimReader.KEYS.stream().noneMatch(section::has)) {
            item.problem("missing", "expect: nothing is expected", "for example gear: int8");
        }
        String when = isSpan
                ? "from " + Durations.format(from) + " to " + Durations.format(to)
                : "at " + Durations.format(from);
        return new Series.Window(item.line(), when, from, to, claims, swaps[0], swaps[1], model(section));
    }

    /** With {@code model}, the expectations are of that one. */
    private Section claimed(Section section) {
        Value model = section.get("model");
        if (model == null || known.models().size() == 1) {
            return section;
        }
        if (ModelClaims.KEYS.stream().anyMatch(section::has)) {
            model.problem("ambiguous", "model beside gear or reason", "write models: {" + model.raw() + ": ...}");
        }
        return section;
    }

    private @Nullable String model(Section section) {
        Value value = section.get("model");
        String name = value == null ? null : value.text("model");
        if (value != null && name != null && known.model(name) == null) {
            value.problem("unknown-model", "there is no model " + name, Nearest.hintOrList(name, known.modelNames()));
        }
        return name;
    }

    private Duration time(Section section, String key, Duration otherwise) {
        Value value = section.get(key);
        Duration time = value == null ? null : value.duration(key);
        if (value != null && time != null && time.compareTo(series.end()) > 0) {
            value.problem(
                    "range",
                    key + ": " + value.shown() + " is after the end of the series at " + Durations.format(series.end()),
                    "give more values (the last one stays), or a length with for: " + value.shown());
        }
        return time == null ? otherwise : time;
    }

    private static int[] swaps(@Nullable Value value) {
        if (value == null) {
            return new int[] {0, Integer.MAX_VALUE};
        }
        if (!value.isMap()) {
            Integer exact = value.whole("swaps", 0, 1_000_000);
            return exact == null ? new int[] {0, Integer.MAX_VALUE} : new int[] {exact, exact};
        }
        Section section = value.section("swaps", List.of("atMost", "atLeast"));
        Value least = section == null ? null : section.get("atLeast");
        Value most = section == null ? null : section.get("atMost");
        Integer low = least == null ? null : least.whole("atLeast", 0, 1_000_000);
        Integer high = most == null ? null : most.whole("atMost", 0, 1_000_000);
        return new int[] {low == null ? 0 : low, high == null ? Integer.MAX_VALUE : high};
    }
}
