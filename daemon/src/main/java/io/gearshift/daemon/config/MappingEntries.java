package io.gearshift.daemon.config;

import io.gearshift.core.text.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The entries of one YAML mapping, with repeated and unknown keys refused. */
final class MappingEntries {

    /** One entry whose key is known. */
    record Entry(String name, Node key, Node value) {}

    private MappingEntries() {}

    /**
     * @param known keys that may stand here
     * @param elsewhere dotted keys of the whole file, for the hint when a key stands at the wrong place
     */
    static List<Entry> of(MappingNode mapping, Collection<String> known, Collection<String> elsewhere, ReadContext at) {
        List<Entry> entries = new ArrayList<>();
        Map<String, Node> seen = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            String name = key instanceof ScalarNode scalar ? scalar.getValue() : "?";
            ReadContext here = at.at(dotted(at.key(), name));
            Node first = seen.putIfAbsent(name, key);
            if (first != null) {
                here.refuse(key, "stands here again (first at " + here.where(first) + ")", "keep one of the two");
            } else if (known.contains(name)) {
                entries.add(new Entry(name, key, tuple.getValueNode()));
            } else {
                here.refuse(key, "unknown key", hint(name, known, elsewhere));
            }
        }
        return entries;
    }

    private static String dotted(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }

    private static String hint(String name, Collection<String> known, Collection<String> elsewhere) {
        String near = Nearest.hint(name, known);
        if (!near.isEmpty()) {
            return near;
        }
        return elsewhere.stream()
                .filter(path -> path.endsWith("." + name))
                .findFirst()
                .map(path -> "did you mean " + path + "?")
                .orElse("known here: " + String.join(", ", known));
    }
}
