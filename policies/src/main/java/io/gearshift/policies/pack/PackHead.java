package io.gearshift.policies.pack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.core.policy.RuleSource;
import io.gearshift.policies.rules.CompiledPack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code pack.json} of a built pack: all but its classes and text. Read token by token, since it lies on the way of every start,
 * where binding it to records costs 50 ms of a small processor.
 *
 * @param runtime hash of engine and vocabulary it was built for
 */
record PackHead(
        PolicyId id,
        String runtime,
        Objective objective,
        List<Relaxation> relaxation,
        List<RuleInfo> rules,
        String modelClass) {

    private static final JsonFactory JSON = new JsonFactory();

    static PackHead of(CompiledPack pack) {
        return new PackHead(
                pack.id(), PackSource.runtime(), pack.objective(), pack.relaxation(), pack.rules(), pack.modelClass());
    }

    CompiledPack with(List<RuleSource> text, Map<String, byte[]> classes) {
        return new CompiledPack(id, objective, relaxation, rules, text, modelClass, classes);
    }

    byte[] json() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("pack", id.pack());
            json.writeStringField("version", id.version());
            json.writeStringField("hash", id.hash());
            json.writeStringField("runtime", runtime);
            json.writeStringField("model", modelClass);
            json.writeStringField("objective", objective.name());
            strings(json, "relaxation", relaxation.stream().map(Enum::name).toList());
            json.writeArrayFieldStart("rules");
            for (RuleInfo rule : rules) {
                json.writeStartObject();
                json.writeStringField("name", rule.name());
                json.writeStringField("file", rule.file());
                json.writeStringField("line", Integer.toString(rule.line()));
                strings(json, "reads", rule.reads());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeFieldName(name);
        json.writeArray(values.toArray(String[]::new), 0, values.size());
    }

    /**
     * @throws IOException when it is not what {@link #json} writes
     */
    static PackHead parse(byte[] bytes) throws IOException {
        Map<String, String> texts = new HashMap<>();
        Map<String, List<String>> lists = new HashMap<>();
        List<RuleInfo> rules = new ArrayList<>();
        try (JsonParser json = JSON.createParser(bytes)) {
            json.nextToken();
            fields(json, texts, lists, rules);
            return new PackHead(
                    new PolicyId(text(texts, "pack"), text(texts, "version"), text(texts, "hash")),
                    text(texts, "runtime"),
                    Objective.valueOf(text(texts, "objective")),
                    lists.getOrDefault("relaxation", List.of()).stream()
                            .map(Relaxation::valueOf)
                            .toList(),
                    rules,
                    text(texts, "model"));
        } catch (IllegalArgumentException e) {
            throw new IOException("pack.json is not what a build writes: " + e.getMessage(), e);
        }
    }

    private static void fields(
            JsonParser json, Map<String, String> texts, Map<String, List<String>> lists, List<RuleInfo> rules)
            throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.START_ARRAY) {
                texts.put(name, json.getText());
            } else if (name.equals("rules")) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    rules.add(rule(json));
                }
            } else {
                lists.put(name, strings(json));
            }
        }
    }

    private static RuleInfo rule(JsonParser json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        Map<String, List<String>> lists = new HashMap<>();
        fields(json, texts, lists, new ArrayList<>());
        return new RuleInfo(
                text(texts, "name"),
                text(texts, "file"),
                Integer.parseInt(text(texts, "line")),
                lists.getOrDefault("reads", List.of()));
    }

    private static List<String> strings(JsonParser json) throws IOException {
        List<String> values = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            values.add(json.getText());
        }
        return values;
    }

    private static String text(Map<String, String> texts, String name) {
        @Nullable String text = texts.get(name);
        if (text == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return text;
    }
}
