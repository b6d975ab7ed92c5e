package io.gearshift.simulator.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Rows as JSON, each figure with its place; a figure that was not measured is null. {@link OwnFormat} reads it again. */
public final class ProfileJson {

    private ProfileJson() {}

    public static ObjectNode of(ProfileSet set) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("profile", set.name());
        ArrayNode files = json.putArray("files");
        set.files()
                .forEach(file -> files.addObject()
                        .put("file", file.file())
                        .put("format", file.format())
                        .put("rows", file.rows()));
        ArrayNode skipped = json.putArray("skipped");
        set.skipped().forEach(skipped::add);
        ObjectNode devices = json.putObject("devices");
        set.devices().forEach(device -> devices.put(device, set.descriptions().getOrDefault(device, "")));
        ArrayNode rows = json.putArray("rows");
        set.rows().forEach(row -> rows.add(row(row)));
        ArrayNode refused = json.putArray("refused");
        set.refused()
                .forEach(one -> refused.addObject()
                        .put("file", one.file())
                        .put("line", one.line())
                        .put("why", one.why()));
        ArrayNode notes = json.putArray("notes");
        set.notes().forEach(notes::add);
        return json;
    }

    private static ObjectNode row(ProfileRow row) {
        ProfileKey key = row.key();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("model", key.model())
                .put("variant", key.variant())
                .put("device", key.device())
                .put("runtime", key.runtime())
                .put("backend", key.backend().provider())
                .put("precision", key.precision());
        count(json, "batch", key.batch());
        count(json, "threads", key.threads());
        json.put("conditions", key.conditions());
        ObjectNode figures = json.putObject("figures");
        for (Figure figure : Figure.values()) {
            Measured measured = row.get(figure);
            if (measured == null) {
                figures.putNull(figure.label());
            } else {
                figures.putObject(figure.label())
                        .put("value", measured.value())
                        .put("from", measured.place())
                        .put("note", measured.note());
            }
        }
        return json;
    }

    private static void count(ObjectNode json, String name, int count) {
        if (count == 0) {
            json.putNull(name);
        } else {
            json.put(name, count);
        }
    }
}
