package io.gearshift.registry.manifest;

import io.gearshift.core.policy.Precision;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Changes the text of a good manifest and leaves all else in it, comments too, as its author wrote it. */
public final class ManifestEdit {

    private static final Set<String> TEXTS =
            Set.of("name", "derivedFrom", "sha256", "headSha256", "tailSha256", "endpoint");

    private ManifestEdit() {}

    /** What is wrong with the name of a variant to come; empty when nothing is. */
    public static String nameProblem(String name) {
        return Names.problem(name).map(problem -> name + ": " + problem).orElse("");
    }

    /**
     * Adds a local variant behind the last one.
     *
     * @param text of a manifest that can be read
     * @param file its name in the model's folder
     */
    public static String withVariant(String text, Variant variant, String file) {
        return withEntry(text, fields(variant, file));
    }

    /** Adds a variant in two files behind the last one. */
    public static String withSplit(String text, SplitVariant split) {
        return withEntry(text, fields(split));
    }

    private static String withEntry(String text, Map<String, String> fields) {
        SequenceNode variants = variants(text);
        List<Node> items = variants.getValue();
        Node last = items.get(items.size() - 1);
        if (variants.getFlowStyle() == FlowStyle.FLOW) {
            int at = index(text, last.getEndMark().getIndex());
            String flow = fields.entrySet().stream()
                    .map(field -> field.getKey() + ": " + field.getValue())
                    .collect(Collectors.joining(", ", ", {", "}"));
            return text.substring(0, at) + flow + text.substring(at);
        }
        String dash = " ".repeat(variants.getStartMark().getColumn()) + "- ";
        String block = fields.entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining("\n" + " ".repeat(dash.length()), dash, "\n"));
        int end = endOfLine(text, index(text, end(last)));
        String before = text.substring(0, end);
        return before + (before.endsWith("\n") ? "" : "\n") + block + text.substring(end);
    }

    private static Map<String, String> fields(Variant variant, String file) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", variant.name());
        fields.put("file", file);
        fields.put("sha256", variant.sha256());
        put(fields, variant.precision(), variant.accuracy(), variant.derivedFrom(), variant.how());
        return quoted(fields);
    }

    private static Map<String, String> fields(SplitVariant variant) {
        Map<String, String> split = new LinkedHashMap<>();
        split.put("head", String.valueOf(variant.head().getFileName()));
        split.put("headSha256", variant.headSha256());
        split.put("tail", String.valueOf(variant.tail().getFileName()));
        split.put("tailSha256", variant.tailSha256());
        split.put("wireBytes", String.valueOf(variant.wireBytes()));
        if (!variant.endpoint().isEmpty()) {
            split.put("endpoint", variant.endpoint());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", variant.name());
        fields.put(
                SplitFields.KEY,
                quoted(split).entrySet().stream()
                        .map(field -> field.getKey() + ": " + field.getValue())
                        .collect(Collectors.joining(", ", "{", "}")));
        put(fields, variant.precision(), variant.accuracy(), variant.derivedFrom(), variant.how());
        return quoted(fields);
    }

    private static void put(
            Map<String, String> fields, Precision precision, double accuracy, String derivedFrom, String how) {
        fields.put("precision", precision.name());
        fields.put("accuracy", String.format(Locale.ROOT, "%.4f", accuracy));
        fields.put("derivedFrom", derivedFrom);
        fields.put("how", '"' + how.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }

    /** A name of digits alone would be read as a number. */
    private static Map<String, String> quoted(Map<String, String> fields) {
        fields.replaceAll(
                (key, value) -> TEXTS.contains(key) && value.matches("[0-9._eE+-]*") ? '"' + value + '"' : value);
        return fields;
    }

    private static SequenceNode variants(String text) {
        Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        if (root instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                boolean isVariants = entry.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals("variants");
                if (isVariants
                        && entry.getValueNode() instanceof SequenceNode sequence
                        && !sequence.getValue().isEmpty()) {
                    return sequence;
                }
            }
        }
        throw new IllegalArgumentException("no variants in the manifest (expected: at least one)");
    }

    /** A block ends where the next token begins, behind comments and empty lines; its last value ends where it stands. */
    private static int end(Node node) {
        if (node instanceof CollectionNode<?> collection
                && collection.getFlowStyle() != FlowStyle.FLOW
                && !collection.getValue().isEmpty()) {
            Object last = collection.getValue().get(collection.getValue().size() - 1);
            return last instanceof NodeTuple tuple ? end(tuple.getValueNode()) : end((Node) last);
        }
        return node.getEndMark().getIndex();
    }

    private static int index(String text, int codePoints) {
        return text.offsetByCodePoints(0, codePoints);
    }

    /** Behind the line's end. A block scalar ends at the beginning of the next line already. */
    private static int endOfLine(String text, int at) {
        if (at > 0 && text.charAt(at - 1) == '\n') {
            return at;
        }
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }
}
