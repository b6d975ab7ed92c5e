package io.gearshift.simulator.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.simulator.replay.Difference.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where two JSON documents differ. */
final class FieldDiff {

    private FieldDiff() {}

    /** In order of path; the whole documents when one of them is no JSON. */
    static List<Field> of(String recorded, String replayed) {
        Map<String, String> before;
        Map<String, String> after;
        try {
            before = flat(recorded);
            after = flat(replayed);
        } catch (JsonProcessingException e) {
            return List.of(new Field("", recorded, replayed));
        }
        TreeSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        List<Field> fields = new ArrayList<>();
        for (String path : paths) {
            String was = before.getOrDefault(path, "");
            String is = after.getOrDefault(path, "");
            if (!was.equals(is)) {
                fields.add(new Field(path, was, is));
            }
        }
        return fields;
    }

    private static Map<String, String> flat(String json) throws JsonProcessingException {
        Map<String, String> leaves = new TreeMap<>();
        collect("", TraceJson.mapper().readTree(json), leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isEmpty()) {
            leaves.put(path, node.toString());
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(path + "[" + i + "]", node.get(i), leaves);
            }
        } else {
            String prefix = path.isEmpty() ? "" : path + ".";
            node.properties().forEach(field -> collect(prefix + field.getKey(), field.getValue(), leaves));
        }
    }
}
