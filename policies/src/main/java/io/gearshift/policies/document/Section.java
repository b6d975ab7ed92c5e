package io.gearshift.policies.document;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Problem;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The keys of a map in the order they were written, each with its value. */
public final class Section {

    /** What people write who know other tools, and the key that takes it. */
    private static final Map<String, String> MEANT = Map.of(
            "hold", "action: hold",
            "shift", "action: shift",
            "rule", "fired: NAME",
            "rules", "fired: [NAME, ...]",
            "verdict", "verdicts: [{verb: ..., gear: ...}]",
            "allowed", "permitted",
            "temp", "temperatureC",
            "tempC", "temperatureC");

    private final Value whole;
    private boolean isEmpty = true;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Value> keys = new LinkedHashMap<>();
    private final Set<String> misspelt = new HashSet<>();

    private Section(Value whole) {
        this.whole = whole;
    }

    static Section of(Value whole, MappingNode mapping, String what, @Nullable Collection<String> known) {
        Section section = new Section(whole);
        for (NodeTuple tuple : mapping.getValue()) {
            section.add(tuple, what, known);
        }
        return section;
    }

    /** The columns of a table beside the cells of one row. */
    public static Section ofRow(Value row, Map<String, Value> cells) {
        Section section = new Section(row);
        section.values.putAll(cells);
        section.keys.putAll(cells);
        return section;
    }

    private void add(NodeTuple tuple, String what, @Nullable Collection<String> known) {
        isEmpty = false;
        Value key = new Value(whole.file(), tuple.getKeyNode(), whole.problems());
        if (!(tuple.getKeyNode() instanceof ScalarNode)) {
            key.problem(Problem.INVALID, Value.about(what) + "a key must be a text", "");
        } else if (known != null && !known.contains(key.raw())) {
            Nearest.to(key.raw(), known).ifPresent(misspelt::add);
            key.problem("unknown-key", Value.about(what) + "unknown key " + key.raw(), hint(key.raw(), known));
        } else if (values.putIfAbsent(key.raw(), new Value(whole.file(), tuple.getValueNode(), whole.problems()))
                != null) {
            key.problem("repeated-key", Value.about(what) + key.raw() + " is given twice", "keep one");
        } else {
            keys.put(key.raw(), key);
        }
    }

    private static String hint(String key, Collection<String> known) {
        String meant = MEANT.get(key);
        return meant != null && known.contains(meant.replaceAll(":.*", ""))
                ? "write " + meant
                : Nearest.hintOrList(key, known);
    }

    public Value whole() {
        return whole;
    }

    /** Nothing was written, not even a wrong key. */
    public boolean isEmpty() {
        return isEmpty;
    }

    /** The key is not there, and one that looks like it is: that was said, and that it is missing need not be. */
    public boolean isMisspelt(String key) {
        return misspelt.contains(key) && !has(key);
    }

    public Set<String> keys() {
        return values.keySet();
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public @Nullable Value get(String key) {
        return values.get(key);
    }

    /** The key itself, for a problem that concerns it. */
    public Value key(String key) {
        return keys.getOrDefault(key, whole);
    }
}
