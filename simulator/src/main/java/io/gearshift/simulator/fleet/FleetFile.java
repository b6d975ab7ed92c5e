package io.gearshift.simulator.fleet;

import io.gearshift.policies.document.Documents;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import io.gearshift.policies.language.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a fleet from YAML or JSON, strictly; {@code docs/fleet.md} shows a whole file. */
public final class FleetFile {

    private static final List<String> KEYS = List.of("name", "policies", "groups");
    private static final List<String> GROUP = List.of("name", "devices", "device", "traces", "spread");
    private static final List<String> SHAPES = List.of("uniform", "normal", "lognormal", "choice");
    private static final List<String> SPREAD = List.of("uniform", "normal", "lognormal", "choice", "times", "within");

    /** A fleet that takes days on one machine. */
    private static final int MOST_DEVICES = 1_000_000;

    /** A fleet file that cannot be used; the message has a line for each problem. */
    public static final class Mistake extends Exception {
        private static final long serialVersionUID = 1L;

        public Mistake(List<Problem> problems) {
            super(String.join("\n", problems.stream().map(Problem::toString).toList()));
        }
    }

    /** @param policies packs and references, as named in the file */
    public record Fleet(String name, List<String> policies, List<Group> groups) {

        public Fleet {
            policies = List.copyOf(policies);
            groups = List.copyOf(groups);
        }
    }

    /**
     * @param device path of the device file, as given
     * @param traces paths of recordings and logs, as given
     * @param at where the group stands, for problems that a reader of files finds
     */
    public record Group(String name, int devices, String device, List<String> traces, List<Spread> spread, String at) {

        public Group {
            traces = List.copyOf(traces);
            spread = List.copyOf(spread);
        }
    }

    private final List<Problem> problems = new ArrayList<>();

    private FleetFile() {}

    /**
     * @param file how problems name it
     * @throws Mistake with every problem, each at its place
     */
    public static Fleet read(String file, String text) throws Mistake {
        FleetFile reader = new FleetFile();
        Value root = Documents.read(file, text, reader.problems);
        Section top = root == null ? null : root.section("fleet", KEYS);
        Fleet fleet = top == null ? null : reader.fleet(top);
        if (fleet == null || !reader.problems.isEmpty()) {
            throw new Mistake(reader.problems);
        }
        return fleet;
    }

    private Fleet fleet(Section top) {
        String name = text(top, "name");
        List<String> policies = texts(top, "policies");
        Value given = required(top, "groups");
        List<Group> groups = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long devices = 0;
        for (Value item : given == null ? List.<Value>of() : given.items("groups")) {
            Section section = item.section("group", GROUP);
            Group group = section == null ? null : group(section);
            if (group != null) {
                groups.add(group);
                devices += group.devices();
                if (!names.add(group.name())) {
                    item.problem(
                            "range", "name: " + group.name() + " is the name of another group", "name it otherwise");
                }
            }
        }
        if (given != null && given.isList() && given.items("groups").isEmpty()) {
            given.problem("range", "groups: none (expected: at least one)", "");
        }
        if (given != null && devices > MOST_DEVICES) {
            given.problem("range", "devices: " + devices + " together (expected: at most " + MOST_DEVICES + ")", "");
        }
        return new Fleet(name == null ? "" : name, policies, groups);
    }

    private @Nullable Group group(Section section) {
        String name = text(section, "name");
        Value count = required(section, "devices");
        Integer devices = count == null ? null : count.whole("devices", 1, MOST_DEVICES);
        String device = text(section, "device");
        List<String> traces = texts(section, "traces");
        List<Spread> spread = new ArrayList<>();
        Value given = section.get("spread");
        Section keys = given == null ? null : given.names("spread");
        for (String key : keys == null ? List.<String>of() : List.copyOf(keys.keys())) {
            Value value = keys == null ? null : keys.get(key);
            Spread one = value == null ? null : spread(key, value);
            if (one != null) {
                spread.add(one);
            }
        }
        Value whole = section.whole();
        return name == null || devices == null || device == null
                ? null
                : new Group(name, devices, device, traces, spread, whole.file() + ":" + whole.line());
    }

    private @Nullable Spread spread(String key, Value value) {
        Section section = value.section(key, SPREAD);
        List<String> shapes = section == null
                ? List.of()
                : SHAPES.stream().filter(section::has).toList();
        if (section == null || shapes.size() != 1) {
            if (section != null) {
                value.problem(
                        "range",
                        key + ": " + (shapes.isEmpty() ? "no distribution" : shapes) + " (expected: one of "
                                + String.join(", ", SHAPES) + ")",
                        "for example {uniform: [10, 40]}");
            }
            return null;
        }
        Spread.Shape shape = Spread.Shape.valueOf(shapes.get(0).toUpperCase(Locale.ROOT));
        List<Double> figures = numbers(section, shapes.get(0));
        List<Double> within = section.has("within") ? numbers(section, "within") : null;
        Value times = section.get("times");
        Boolean isFactor = times == null ? Boolean.FALSE : times.flag("times");
        return isSound(section, shape, figures, within) && isFactor != null
                ? new Spread(key, shape, figures, isFactor, within)
                : null;
    }

    private boolean isSound(Section section, Spread.Shape shape, List<Double> figures, @Nullable List<Double> within) {
        int before = problems.size();
        String name = shape.name().toLowerCase(Locale.ROOT);
        Value at = section.get(name);
        if (at != null && shape != Spread.Shape.CHOICE && figures.size() != 2) {
            at.problem("range", name + ": " + figures.size() + " numbers (expected: two)", example(shape));
        } else if (at != null && shape == Spread.Shape.CHOICE && figures.isEmpty()) {
            at.problem("range", "choice: nothing to choose from", example(shape));
        } else if (at != null && shape == Spread.Shape.UNIFORM && figures.get(0) >= figures.get(1)) {
            at.problem("range", "uniform: " + figures + " (expected: the lower number first)", "");
        } else if (at != null && shape != Spread.Shape.UNIFORM && shape != Spread.Shape.CHOICE && figures.get(1) < 0) {
            at.problem("range", name + ": " + figures + " (expected: a deviation of 0 or more)", example(shape));
        } else if (at != null && shape == Spread.Shape.LOGNORMAL && figures.get(0) <= 0) {
            at.problem("range", "lognormal: " + figures + " (expected: a median over 0)", example(shape));
        }
        Value bounds = section.get("within");
        if (bounds != null && within != null && (within.size() != 2 || within.get(0) >= within.get(1))) {
            bounds.problem("range", "within: " + within + " (expected: lowest and highest value)", "");
        }
        return problems.size() == before;
    }

    private static String example(Spread.Shape shape) {
        return switch (shape) {
            case UNIFORM -> "lowest and highest: {uniform: [10, 40]}";
            case NORMAL -> "mean and standard deviation: {normal: [25, 6]}";
            case LOGNORMAL -> "median and standard deviation of the logarithm: {lognormal: [1, 0.2]}";
            case CHOICE -> "for example {choice: [2, 4, 8]}";
        };
    }

    private List<Double> numbers(Section section, String key) {
        Value value = section.get(key);
        List<Double> numbers = new ArrayList<>();
        for (Value item : value == null ? List.<Value>of() : value.items(key)) {
            try {
                double number = Double.parseDouble(item.raw());
                if (Double.isFinite(number)) {
                    numbers.add(number);
                    continue;
                }
            } catch (NumberFormatException e) {
                // said below, as for infinity
            }
            item.problem("type", key + ": " + item.shown() + " (expected: a number)", "");
        }
        return numbers;
    }

    private static @Nullable Value required(Section section, String key) {
        Value value = section.get(key);
        if (value == null && !section.isMisspelt(key)) {
            section.whole().problem("missing-key", key + " is missing", "docs/fleet.md shows a whole file");
        }
        return value;
    }

    private static @Nullable String text(Section section, String key) {
        Value value = required(section, key);
        return value == null ? null : value.text(key);
    }

    private static List<String> texts(Section section, String key) {
        Value value = required(section, key);
        List<String> texts = new ArrayList<>();
        for (Value item : value == null ? List.<Value>of() : value.oneOrMore(key)) {
            String text = item.text(key);
            if (text != null) {
                texts.add(text);
            }
        }
        if (value != null && value.isList() && value.items(key).isEmpty()) {
            value.problem("range", key + ": none (expected: at least one)", "");
        }
        return texts;
    }
}
