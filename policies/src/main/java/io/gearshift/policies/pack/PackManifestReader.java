package io.gearshift.policies.pack;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.document.Documents;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.pack.PackManifest.Mention;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code pack.yaml}, strictly, and says all that is wrong with it. */
final class PackManifestReader {

    static final String FILE = "pack.yaml";

    private static final List<String> KEYS =
            List.of("name", "version", "description", "extends", "disable", "objective", "relaxation");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]{0,31}");

    private static final int MOST_CHARACTERS = 64 << 10;
    private static final int LONGEST_DESCRIPTION = 1000;
    private static final int MOST_DISABLED = 400;

    private final Section keys;

    private PackManifestReader(Section keys) {
        this.keys = keys;
    }

    /**
     * As much as can be read; what is wrong is added to {@code problems}.
     *
     * @param file what people see as its name
     */
    static PackManifest read(String file, String text, List<Problem> problems) {
        if (text.length() > MOST_CHARACTERS) {
            problems.add(new Problem(
                    file,
                    0,
                    0,
                    text.length() + " characters (expected: at most " + MOST_CHARACTERS + ")",
                    "remarks go into a file of their own"));
            return PackManifest.UNREADABLE;
        }
        Value root = Documents.read(file, text, problems);
        Section keys = root == null ? null : root.section("", KEYS);
        return keys == null ? PackManifest.UNREADABLE : new PackManifestReader(keys).read();
    }

    private PackManifest read() {
        String name = matching("name", NAME, "letters, digits, - and _", "name: my-pack");
        String version = matching("version", VERSION, "letters, digits, dots, - and _", "version: \"1.0\"");
        String described = description();
        Value objective = keys.get("objective");
        Objective aim = objective == null ? null : constant(objective, "objective", Objective.values());
        List<Relaxation> relaxation = relaxation();
        Mention parent = mention(keys.get("extends"), "extends");
        List<Mention> disable = disable();
        boolean isParentKnown = keys.has("extends") ? parent != null : !keys.isMisspelt("extends");
        return new PackManifest(
                name == null ? "" : name,
                version == null ? "" : version,
                described == null ? "" : described,
                aim,
                relaxation,
                parent,
                isParentKnown,
                disable);
    }

    private @Nullable String matching(String key, Pattern pattern, String expected, String example) {
        Value value = keys.get(key);
        if (value == null) {
            if (!keys.isMisspelt(key)) {
                keys.whole().problem(Problem.INVALID, key + " is missing", "add a line " + example);
            }
            return null;
        }
        String text = value.text(key);
        if (text != null && !pattern.matcher(text).matches()) {
            value.problem(
                    Problem.INVALID, key + ": \"" + text + "\" (expected: " + expected + ")", "such as " + example);
        }
        return text;
    }

    private @Nullable String description() {
        Value value = keys.get("description");
        String text = value == null ? null : value.text("description");
        if (value != null && text != null && text.length() > LONGEST_DESCRIPTION) {
            value.problem(
                    Problem.INVALID,
                    "description: " + text.length() + " characters (expected: at most " + LONGEST_DESCRIPTION + ")",
                    "say more in a file of its own");
        }
        return text;
    }

    /** Null when it is not given. */
    private @Nullable List<Relaxation> relaxation() {
        Value value = keys.get("relaxation");
        if (value == null) {
            return null;
        } else if (!value.isList()) {
            value.problem(
                    Problem.INVALID,
                    "relaxation: a list is expected",
                    "for example [power, latency, accuracy, memory]");
            return null;
        }
        List<Relaxation> order = new ArrayList<>();
        for (Value item : value.items("relaxation")) {
            Relaxation relaxation = constant(item, "relaxation", Relaxation.values());
            if (relaxation != null && order.contains(relaxation)) {
                item.problem(Problem.INVALID, "relaxation: " + lower(relaxation) + " is given twice", "keep one");
            } else if (relaxation != null) {
                order.add(relaxation);
            }
        }
        return order;
    }

    private List<Mention> disable() {
        Value value = keys.get("disable");
        if (value == null) {
            return List.of();
        }
        if (!keys.has("extends") && !keys.isMisspelt("extends")) {
            keys.key("disable")
                    .problem(
                            Problem.INVALID,
                            "disable: this pack extends no other, so it inherits no rule",
                            "add extends: ..., or remove disable");
        }
        if (!value.isList()) {
            value.problem(
                    Problem.INVALID,
                    "disable: a list of rule names is expected",
                    value.isScalar() ? "write [\"" + value.raw() + "\"]" : "for example [\"Metered: send nothing\"]");
            return value.isScalar() && !value.raw().isEmpty()
                    ? List.of(new Mention(value.raw(), value.line(), value.column(), value.length()))
                    : List.of();
        }
        int size = value.items("disable").size();
        if (size > MOST_DISABLED) {
            value.problem(
                    Problem.INVALID,
                    "disable: " + size + " rules (expected: at most " + MOST_DISABLED + ")",
                    "extend a pack that has fewer rules");
            return List.of();
        }
        Map<String, Mention> rules = new LinkedHashMap<>();
        for (Value item : value.items("disable")) {
            Mention rule = mention(item, "disable");
            if (rule != null && rules.putIfAbsent(rule.text(), rule) != null) {
                item.problem(Problem.INVALID, "disable: \"" + rule.text() + "\" is given twice", "keep one");
            }
        }
        return List.copyOf(rules.values());
    }

    private static @Nullable Mention mention(@Nullable Value value, String key) {
        String text = value == null ? null : value.text(key);
        return value == null || text == null ? null : new Mention(text, value.line(), value.column(), value.length());
    }

    private static <E extends Enum<E>> @Nullable E constant(Value value, String key, E[] valid) {
        String text = value.text(key);
        if (text == null) {
            return null;
        }
        for (E constant : valid) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        List<String> names = Arrays.stream(valid).map(PackManifestReader::lower).toList();
        value.problem(
                Problem.INVALID,
                key + ": \"" + text + "\" (expected: " + String.join(", ", names) + ")",
                Nearest.hint(text, names));
        return null;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
