package io.gearshift.policies.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * {@code bundle.json}: what is signed. It names the digest of every other entry, so its own digest names the bundle.
 *
 * @param name of the pack
 * @param version of the pack, see {@link Versions}
 * @param hash of the pack's text, engine and vocabulary: what decisions and metrics name it by
 * @param runtime hash of engine and vocabulary that its code links to
 * @param createdBy version of Gearshift that built it; for people
 * @param folder entry prefix under which the pack's own {@code pack.yaml} lies, without a slash at its end
 * @param entries SHA-256 in hex by entry name, of all entries but this one and the signature
 */
public record BundleHead(
        String name,
        String version,
        String hash,
        String runtime,
        String createdBy,
        String folder,
        SortedMap<String, String> entries) {

    private static final String FORMAT = "gearshift-policy-bundle/1";

    private static final Set<String> KEYS =
            Set.of("format", "name", "version", "hash", "runtime", "createdBy", "folder", "entries");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern WORDS = Pattern.compile("[\\p{Print}]{1,100}");

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    public BundleHead {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** The same head gives the same bytes. */
    byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeStringField("name", name);
            json.writeStringField("version", version);
            json.writeStringField("hash", hash);
            json.writeStringField("runtime", runtime);
            json.writeStringField("createdBy", createdBy);
            json.writeStringField("folder", folder);
            json.writeObjectFieldStart("entries");
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * @throws BundleException when it is not what {@link #json} writes
     */
    static BundleHead parse(byte[] bytes) throws BundleException {
        JsonNode json = tree(bytes);
        String format = json.path("format").asText("");
        if (!format.equals(FORMAT)) {
            throw new BundleException(
                    BundleFile.HEAD + ": format is \"" + format + "\" (expected: " + FORMAT + ")",
                    "it was written by another version of Gearshift: build it again with this one");
        }
        Set<String> unknown = new TreeSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw wrong("has unknown keys: " + String.join(", ", unknown));
        }
        return new BundleHead(
                text(json, "name", NAME),
                text(json, "version", VERSION),
                text(json, "hash", HEX),
                text(json, "runtime", HEX),
                text(json, "createdBy", WORDS),
                BundleFile.checkName(text(json, "folder", WORDS)),
                entries(json.path("entries")));
    }

    private static JsonNode tree(byte[] bytes) throws BundleException {
        try (JsonParser parser = JSON.createParser(bytes)) {
            JsonNode json = JSON.readTree(parser);
            if (json != null && json.isObject() && parser.nextToken() == null) {
                return json;
            }
            throw wrong("is not one JSON object");
        } catch (IOException e) {
            throw wrong("is not JSON: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static SortedMap<String, String> entries(JsonNode json) throws BundleException {
        SortedMap<String, String> entries = new TreeMap<>();
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            entries.put(BundleFile.checkName(name), text(json, name, HEX));
        }
        return entries;
    }

    private static String text(JsonNode json, String key, Pattern pattern) throws BundleException {
        JsonNode node = json.path(key);
        if (!node.isTextual() || !pattern.matcher(node.asText()).matches()) {
            throw wrong(key + " is " + (node.isMissingNode() ? "missing" : "not what a build writes"));
        }
        return node.asText();
    }

    private static BundleException wrong(String what) {
        return new BundleException(
                BundleFile.HEAD + " " + what, "the file is damaged or was not written by gearshift policy build");
    }
}
