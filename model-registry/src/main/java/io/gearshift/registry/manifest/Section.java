package io.gearshift.registry.manifest;

import io.gearshift.core.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of a manifest. Each question notes a problem when the value is missing or wrong, and gives a harmless
 * stand-in, so that one reading finds all problems.
 */
final class Section {

    private final MappingNode node;
    private final String path;
    private final Places places;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private Section(MappingNode node, String path, Places places) {
        this.node = node;
        this.path = path;
        this.places = places;
    }

    /** @param keys all that may occur; empty allows any */
    static Optional<Section> of(Node node, String path, Places places, List<String> keys) {
        if (!(node instanceof MappingNode mapping)) {
            String expected = keys.isEmpty() ? "a mapping" : "a mapping with " + String.join(", ", keys);
            places.add(node, path, shown(node) + " (expected: " + expected + ")", "");
            return Optional.empty();
        }
        Section section = new Section(mapping, path, places);
        mapping.getValue().forEach(tuple -> section.take(tuple, keys));
        return Optional.of(section);
    }

    private void take(NodeTuple tuple, List<String> keys) {
        if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
            places.add(tuple.getKeyNode(), path, "a key that is no text (expected: a name)", "");
            return;
        }
        String key = keyNode.getValue();
        if (!keys.isEmpty() && !keys.contains(key)) {
            places.add(keyNode, at(key), "unknown key", Nearest.hintOrList(key, keys));
        } else if (values.containsKey(key)) {
            places.add(keyNode, at(key), "given twice (expected: once)", "remove one of the two");
        } else {
            values.put(key, tuple.getValueNode());
            places.note(at(key), tuple.getValueNode());
        }
    }

    String path() {
        return path;
    }

    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(String key) {
        Node value = values.get(key);
        return value != null && !value.getTag().equals(Tag.NULL);
    }

    List<String> keys() {
        return List.copyOf(values.keySet());
    }

    void problem(String key, String message, String hint) {
        Node value = values.get(key);
        places.add(value == null ? node : value, at(key), message, hint);
    }

    private @Nullable Node value(String key) {
        return has(key) ? values.get(key) : null;
    }

    private void missing(String key, String expected) {
        problem(key, "missing (expected: " + expected + ")", "");
    }

    /** Empty when there is none. */
    String optionalText(String key) {
        Node value = value(key);
        if (value == null) {
            return "";
        }
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        problem(key, shown(value) + " (expected: text)", "");
        return "";
    }

    String text(String key, String expected) {
        String text = optionalText(key);
        if (text.isEmpty() && (!has(key) || values.get(key) instanceof ScalarNode)) {
            missing(key, expected);
        }
        return text;
    }

    /** Null when there is none, or a wrong one. */
    @Nullable
    Double optionalNumber(String key, double least, double most, String expected) {
        Node value = value(key);
        if (value == null) {
            return null;
        }
        Double number = number(value);
        if (number != null && number >= least && number <= most) {
            return number;
        }
        problem(key, shown(value) + " (expected: " + expected + ")", "");
        return null;
    }

    @Nullable
    Double number(String key, double least, double most, String expected) {
        if (!has(key)) {
            missing(key, expected);
            return null;
        }
        return optionalNumber(key, least, most, expected);
    }

    /** A share, 0..1; one that looks like percent gets a hint. */
    @Nullable
    Double share(String key, boolean isRequired) {
        Node value = value(key);
        Double number = value == null ? null : number(value);
        if (value != null && number != null && number > 1 && number <= 100) {
            String hint = String.format(Locale.ROOT, "write %s %% as %s", number, number / 100);
            problem(key, shown(value) + " (expected: a number, 0..1)", hint);
            return null;
        }
        return isRequired ? number(key, 0, 1, "a number, 0..1") : optionalNumber(key, 0, 1, "a number, 0..1");
    }

    /** The fallback when there is none, or a wrong one. */
    long whole(String key, long fallback, long least, long most) {
        String expected = "a whole number, " + least + (most == Long.MAX_VALUE ? " or more" : ".." + most);
        Node value = value(key);
        if (value == null) {
            return fallback;
        }
        Long number = whole(value);
        if (number != null && number >= least && number <= most) {
            return number;
        }
        problem(key, shown(value) + " (expected: " + expected + ")", "");
        return fallback;
    }

    /** Null when there is none, or a wrong one. */
    <E extends Enum<E>> @Nullable E choice(String key, Class<E> type, boolean isLower) {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = isLower ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-') : constant.name();
            names.add(name);
            if (has(key) && name.equalsIgnoreCase(optionalText(key))) {
                return constant;
            }
        }
        String expected = "one of " + String.join(", ", names);
        Node value = value(key);
        if (value == null) {
            missing(key, expected);
        } else if (value instanceof ScalarNode scalar) {
            problem(key, shown(value) + " (expected: " + expected + ")", Nearest.hintOrList(scalar.getValue(), names));
        }
        return null;
    }

    /** One number, or a list of them; empty when there is none, or a wrong one. */
    List<Double> numbers(String key) {
        Node value = value(key);
        if (value == null) {
            return List.of();
        }
        List<Double> numbers = new ArrayList<>();
        for (Node element : value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value)) {
            Double number = number(element);
            if (number == null || !Double.isFinite(number)) {
                places.add(element, at(key), shown(element) + " (expected: a number, or a list of numbers)", "");
                return List.of();
            }
            numbers.add(number);
        }
        return numbers;
    }

    /** Whole numbers of at least {@code least}; null when there is none, or a wrong one. */
    @Nullable
    List<Long> wholes(String key, long least, String expected) {
        Node value = value(key);
        if (value == null) {
            missing(key, expected);
            return null;
        }
        if (!(value instanceof SequenceNode sequence)) {
            problem(key, shown(value) + " (expected: " + expected + ")", "");
            return null;
        }
        List<Long> numbers = new ArrayList<>();
        boolean isGood = true;
        for (int i = 0; i < sequence.getValue().size(); i++) {
            Node element = sequence.getValue().get(i);
            Long number = whole(element);
            if (number == null || number < least) {
                places.add(element, at(key) + "[" + i + "]", shown(element) + " (expected: " + expected + ")", "");
                isGood = false;
            } else {
                numbers.add(number);
            }
        }
        return isGood ? numbers : null;
    }

    /** Empty when there is none, or a wrong one. */
    Optional<Section> section(String key, List<String> keys, boolean isRequired) {
        Node value = value(key);
        if (value == null) {
            if (isRequired) {
                missing(key, "a mapping with " + String.join(", ", keys));
            }
            return Optional.empty();
        }
        return of(value, at(key), places, keys);
    }

    /** The good mappings of a list, each with its place in it; at least one is expected. */
    List<Section> sections(String key, List<String> keys) {
        return sections(key, keys, keys);
    }

    /** @param named the keys that a message names */
    List<Section> sections(String key, List<String> named, List<String> keys) {
        String expected = "a list, each element with " + String.join(", ", named);
        Node value = value(key);
        if (value == null) {
            missing(key, expected);
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            problem(key, shown(value) + " (expected: " + expected + ")", "");
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            String element = at(key) + "[" + i + "]";
            Node elementNode = sequence.getValue().get(i);
            places.note(element, elementNode);
            of(elementNode, element, places, keys).ifPresent(sections::add);
        }
        return sections;
    }

    private static @Nullable Double number(Node node) {
        if (node instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))) {
            try {
                return Double.valueOf(scalar.getValue());
            } catch (NumberFormatException e) {
                return null;
            }
        }
        return null;
    }

    private static @Nullable Long whole(Node node) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
            try {
                return Long.valueOf(scalar.getValue());
            } catch (NumberFormatException e) {
                return null;
            }
        }
        return null;
    }

    /** A value as the message quotes it. */
    private static String shown(Node node) {
        if (node instanceof ScalarNode scalar) {
            String text = scalar.getValue();
            String quote = scalar.isPlain() ? "" : "\"";
            return text.isEmpty() && quote.isEmpty() ? "nothing" : quote + shortened(text) + quote;
        }
        return node instanceof SequenceNode sequence
                ? sequence.getValue().isEmpty() ? "an empty list" : "a list"
                : "a mapping";
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
