package io.gearshift.policies.pack;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.pack.PackManifest.Mention;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads {@code pack.yaml}, strictly, and says all that is wrong with it. */
final class PackManifestReader {

    static final String FILE = "pack.yaml";

    private static final List<String> KEYS =
            List.of("name", "version", "description", "extends", "disable", "objective", "relaxation");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]{0,31}");

    private final String file;
    private final List<Problem> problems;
    private final Map<String, Node> values = new HashMap<>();

    private PackManifestReader(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * Null when there are problems, which are added to {@code problems}.
     *
     * @param file what people see as its name
     */
    static @Nullable PackManifest read(String file, String text, List<Problem> problems) {
        int before = problems.size();
        PackManifest manifest = new PackManifestReader(file, problems).read(text);
        return problems.size() > before ? null : manifest;
    }

    private @Nullable PackManifest read(String text) {
        Node root;
        try {
            LoaderOptions options = new LoaderOptions();
            options.setMaxAliasesForCollections(0);
            root = new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            problem(e.getProblemMark(), "not YAML: " + e.getProblem(), "");
            return null;
        } catch (YAMLException e) {
            problem(null, "not YAML: " + e.getMessage(), "");
            return null;
        }
        if (!(root instanceof MappingNode mapping)) {
            problem(root == null ? null : root.getStartMark(), "keys are expected", "give at least name and version");
            return null;
        }
        keys(mapping);
        String name = matching("name", NAME, "letters, digits, - and _");
        String version = matching("version", VERSION, "letters, digits, dots, - and _; quote a number");
        String description = values.containsKey("description") ? text(value("description"), "description") : "";
        Objective objective =
                values.containsKey("objective") ? constant(value("objective"), "objective", Objective.values()) : null;
        List<Relaxation> relaxation = values.containsKey("relaxation") ? relaxation() : null;
        Mention parent = values.containsKey("extends") ? mention(value("extends"), "extends") : null;
        List<Mention> disable = values.containsKey("disable") ? disable() : List.of();
        return name == null || version == null
                ? null
                : new PackManifest(
                        name, version, description == null ? "" : description, objective, relaxation, parent, disable);
    }

    private void keys(MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            Mark mark = tuple.getKeyNode().getStartMark();
            if (!KEYS.contains(key)) {
                problem(
                        mark,
                        "unknown key " + key,
                        Nearest.to(key, KEYS)
                                .map(k -> "did you mean " + k + "?")
                                .orElse("known: " + join(KEYS)));
            } else if (values.put(key, tuple.getValueNode()) != null) {
                problem(mark, "key " + key + " is given twice", "keep one");
            }
        }
    }

    private @Nullable String matching(String key, Pattern pattern, String expected) {
        Node node = values.get(key);
        if (node == null) {
            problem(null, key + " is missing", "add a line " + key + ": ...");
            return null;
        }
        String text = text(node, key);
        if (text != null && !pattern.matcher(text).matches()) {
            problem(node.getStartMark(), key + ": \"" + text + "\" (expected: " + expected + ")", "");
        }
        return text;
    }

    private List<Relaxation> relaxation() {
        Node node = value("relaxation");
        if (!(node instanceof SequenceNode sequence)) {
            problem(
                    node.getStartMark(),
                    "relaxation: a list is expected",
                    "for example [power, latency, accuracy, memory]");
            return List.of();
        }
        List<Relaxation> order = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            Relaxation relaxation = constant(item, "relaxation", Relaxation.values());
            if (relaxation != null && order.contains(relaxation)) {
                problem(item.getStartMark(), "relaxation: " + lower(relaxation) + " is given twice", "keep one");
            } else if (relaxation != null) {
                order.add(relaxation);
            }
        }
        return order;
    }

    private List<Mention> disable() {
        Node node = value("disable");
        if (!values.containsKey("extends")) {
            problem(
                    node.getStartMark(),
                    "disable: this pack extends no other, so it inherits no rule",
                    "add extends: ..., or remove disable");
        }
        if (!(node instanceof SequenceNode sequence)) {
            problem(
                    node.getStartMark(),
                    "disable: a list of rule names is expected",
                    "for example [\"Metered: send nothing\"]");
            return List.of();
        }
        Map<String, Mention> rules = new LinkedHashMap<>();
        for (Node item : sequence.getValue()) {
            Mention rule = mention(item, "disable");
            if (rule != null && rules.putIfAbsent(rule.text(), rule) != null) {
                problem(item.getStartMark(), "disable: \"" + rule.text() + "\" is given twice", "keep one");
            }
        }
        return List.copyOf(rules.values());
    }

    private @Nullable Mention mention(Node node, String key) {
        String text = text(node, key);
        Mark mark = node.getStartMark();
        return text == null ? null : new Mention(text, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private <E extends Enum<E>> @Nullable E constant(Node node, String key, E[] valid) {
        String text = text(node, key);
        if (text == null) {
            return null;
        }
        for (E constant : valid) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        List<String> names = Arrays.stream(valid)
                .map((Function<E, String>) PackManifestReader::lower)
                .toList();
        problem(
                node.getStartMark(),
                key + ": \"" + text + "\" (expected: " + join(names) + ")",
                Nearest.to(text, names).map(n -> "did you mean " + n + "?").orElse(""));
        return null;
    }

    private @Nullable String text(Node node, String key) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        problem(node.getStartMark(), key + ": a text is expected", "");
        return null;
    }

    private Node value(String key) {
        Node node = values.get(key);
        if (node == null) {
            throw new IllegalStateException(key);
        }
        return node;
    }

    private void problem(@Nullable Mark mark, String message, String hint) {
        problems.add(new Problem(
                file, mark == null ? 1 : mark.getLine() + 1, mark == null ? 1 : mark.getColumn() + 1, message, hint));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String join(List<String> names) {
        return String.join(", ", names);
    }
}
