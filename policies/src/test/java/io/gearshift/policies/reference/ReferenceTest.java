package io.gearshift.policies.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.policies.language.Dictionary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the reference says is what the code and its comments say; {@code -Dapprove} rewrites both files. */
class ReferenceTest {

    private static final Path PAGE = Path.of("../docs/vocabulary.md");
    private static final Path MEANINGS = Path.of("src/main/resources", Meanings.FILE);
    private static final Path CORE = Path.of("../scheduler-core/src/main/java/io/gearshift/core/policy");
    private static final Path VERBS = Path.of("src/main/java/io/gearshift/policies/rules/Verbs.java");

    private static final Pattern CONSTANT =
            Pattern.compile("(?:/\\*\\*\\s*(.*?)\\s*\\*/\\s*)?\\b([A-Z][A-Z0-9_]+)\\b(?=\\s*[,;}(])", Pattern.DOTALL);

    @Test
    void meanings_areTheCommentsInTheCode() throws IOException {
        StringBuilder text = new StringBuilder("# Made from the comments in the code by a test; do not edit.\n");
        comments()
                .forEach((name, meaning) ->
                        text.append(name).append(" = ").append(meaning).append('\n'));
        if (System.getProperty("approve") != null) {
            Files.writeString(MEANINGS, text);
        }
        assertThat(Files.readString(MEANINGS)).isEqualTo(text.toString());
    }

    @Test
    void page_ofTheVocabulary_isWhatTheCodeSays() throws IOException {
        String page = ReferencePage.of(Reference.current());
        if (System.getProperty("approve") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void everyName_hasItsMeaning() {
        Reference reference = Reference.current();
        assertThat(reference.facts()).allSatisfy(fact -> {
            assertThat(fact.meaning()).isNotBlank();
            assertThat(fact.fields())
                    .allSatisfy(field -> assertThat(field.meaning())
                            .as(fact.name() + "." + field.name())
                            .isNotBlank());
        });
        assertThat(reference.types())
                .allSatisfy(type -> assertThat(type.meaning()).isNotBlank());
        assertThat(reference.verbs())
                .allSatisfy(verb -> assertThat(verb.meaning()).isNotBlank());
    }

    @Test
    void json_ofAField_hasItsUnitAndBounds() {
        JsonNode json = ReferenceJson.of(Reference.current());
        JsonNode field = json.path("facts").path(1).path("fields").path(1);

        assertThat(json.path("facts").path(1).path("name").asText()).isEqualTo("Device");
        assertThat(field.path("name").asText()).isEqualTo("temperatureC");
        assertThat(field.path("unit").asText()).isEqualTo("°C");
        assertThat(field.path("max").asDouble()).isEqualTo(150);
        assertThat(field.path("canBeMissing").asBoolean()).isTrue();
        assertThat(json.path("types"))
                .extracting(type -> type.path("name").asText())
                .contains("Heat", "Budget");
    }

    private static Map<String, String> comments() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        for (Map.Entry<String, Class<?>> fact : Dictionary.FACTS.entrySet()) {
            fact(fact.getKey(), fact.getValue(), all);
        }
        for (Map.Entry<String, Class<?>> type : Dictionary.ENUMS.entrySet()) {
            constants(type.getKey(), type.getValue(), all);
        }
        String verbs = Files.readString(VERBS);
        Dictionary.VERBS.forEach((verb, forms) -> forms.forEach(form -> {
            Matcher method = Pattern.compile("/\\*\\*([^/]*?)\\*/\\s*public void " + verb + "\\("
                            + "[^,)]*,".repeat(form.size() - 1) + "[^,)]*\\)")
                    .matcher(verbs);
            assertThat(method.find()).as(verb).isTrue();
            all.put("policy." + verb + "." + form.size(), plain(method.group(1)));
        }));
        return all;
    }

    private static void fact(String name, Class<?> fact, Map<String, String> all) throws IOException {
        String source = Files.readString(CORE.resolve(name + ".java"));
        Matcher doc = Pattern.compile("/\\*\\*(.*?)\\*/\\s*public record", Pattern.DOTALL)
                .matcher(source);
        assertThat(doc.find()).as(name).isTrue();
        String[] parts = doc.group(1).replaceAll("(?m)^\\s*\\* ?", " ").split("@param\\s+");
        all.put(name, plain(parts[0]));
        Map<String, String> fields = new LinkedHashMap<>();
        for (String part : List.of(parts).subList(1, parts.length)) {
            String[] words = part.strip().split("\\s+", 2);
            fields.put(words[0], words.length == 2 ? plain(words[1]) : "");
        }
        for (String field : Dictionary.fieldOrder(fact)) {
            all.put(name + "." + field, fields.getOrDefault(field, accessor(source, field)));
        }
    }

    /** Of what a fact derives from its fields. */
    private static String accessor(String source, String field) {
        Matcher doc = Pattern.compile("/\\*\\*([^/]*?)\\*/\\s*public boolean " + field + "\\(")
                .matcher(source);
        if (!doc.find()) {
            return "";
        }
        String meaning = plain(doc.group(1)).replaceFirst("\\.$", "");
        return meaning.substring(0, 1).toLowerCase(Locale.ROOT) + meaning.substring(1);
    }

    private static void constants(String name, Class<?> type, Map<String, String> all) throws IOException {
        String source = Files.readString(CORE.resolve(name + ".java"));
        Matcher doc = Pattern.compile("/\\*\\*(.*?)\\*/\\s*public enum", Pattern.DOTALL)
                .matcher(source);
        all.put(name, doc.find() ? plain(doc.group(1)) : "");
        String body = source.substring(source.indexOf('{', source.indexOf("public enum")) + 1);
        Map<String, String> meanings = new LinkedHashMap<>();
        Matcher constant = CONSTANT.matcher(body.replaceAll("}\\s*$", ";"));
        while (constant.find()) {
            meanings.put(constant.group(2), constant.group(1) == null ? "" : plain(constant.group(1)));
        }
        for (Object value : type.getEnumConstants()) {
            all.put(name + "." + value, meanings.getOrDefault(value.toString(), ""));
        }
    }

    private static String plain(String doc) {
        return doc.replaceAll("(?m)^\\s*\\* ?", " ")
                .replaceAll("\\{@(?:code|link) #?([^}]*)}", "`$1`")
                .replaceAll("<p>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
