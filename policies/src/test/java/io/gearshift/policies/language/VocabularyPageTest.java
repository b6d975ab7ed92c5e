package io.gearshift.policies.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Quantity;
import io.gearshift.policies.rules.Verbs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/vocabulary.md is made from the code that rules run on; {@code -Dapprove} rewrites it. */
class VocabularyPageTest {

    private static final Path PAGE = Path.of("../docs/vocabulary.md");
    private static final Path CORE = Path.of("../scheduler-core/src/main/java/io/gearshift/core/policy");
    private static final Path VERBS = Path.of("src/main/java/io/gearshift/policies/rules/Verbs.java");

    private static final Pattern CONSTANT =
            Pattern.compile("(?:/\\*\\*\\s*(.*?)\\s*\\*/\\s*)?\\b([A-Z][A-Z0-9_]+)\\b(?=\\s*[,;}(])", Pattern.DOTALL);

    private static final Map<String, String> BOUNDS = Map.of(
            "Heat",
            "Entered at 20 °C (WARM), 8 °C (HOT) and 0 °C (CRITICAL) of headroom to the trip point, HOT also when the trip"
                    + " point is forecast within 30 s; left at 24, 12 and 3 °C, and 60 s.",
            "Charge",
            "LOW is entered at 20 % and left at 23 %, CRITICAL at 10 % and 12 %.",
            "Pressure",
            "Of the processor: BUSY is entered at 30 % of the time waiting and left at 18 %, SATURATED at 65 % and 50 %; by"
                    + " load, where the kernel has no pressure figures, at 85 / 70 % and 97 / 90 %. Of memory: BUSY at 85 %"
                    + " used (left at 80 %) or 10 % waiting (5 %), SATURATED at 93 % (90 %) or 30 % (20 %). Of storage:"
                    + " BUSY at 30 % waiting (20 %), SATURATED at 70 % (50 %).");

    private static final String GRAMMAR = """
            ```ebnf
            file       = { rule } ;                       comments: // to the end of the line, /* ... */
            rule       = "rule" text [ "salience" number ] "when" { either } "then" action { action } "end" ;
            either     = both { "or" both } ;
            both       = element { "and" element } ;
            element    = ( "not" | "exists" ) element | "(" either ")" | fact ;
            fact       = [ $name ":" ] Fact "(" [ condition { "," condition } ] ")" ;
            condition  = [ $name ":" ] expression ;       $name alone shows the field's value beside the reason
            expression = and { "||" and } ;
            and        = test { "&&" test } ;
            test       = sum [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) sum
                             | [ "not" ] "in" "(" sum { "," sum } ")" | [ "not" ] "contains" value ] ;
            sum        = product { ( "+" | "-" ) product } ;
            product    = value { ( "*" | "/" | "%" ) value } ;
            value      = number | text | "true" | "false" | "null" | field | CONSTANT | Type.CONSTANT
                       | $name | $name.field | ( "!" | "-" ) value | "(" expression ")" ;
            action     = "policy." verb "(" argument { "," argument } ")" ";" | "insert(new Mode(" text "));" ;
            ```
            """;

    @Test
    void page_ofTheVocabulary_isWhatTheCodeSays() throws IOException {
        String page = page();
        if (System.getProperty("approve") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("# Vocabulary of policy rules\n\n"
                + "Made from the code by a test; do not edit. All that a rule can name: facts with their fields, constants,"
                + " verbs, and the grammar.\n\n");
        page.append(
                "A field marked *may be missing* has no value while its sensor is missing or stale: every comparison"
                        + " with it is then false, `!=` true. `field == null` asks for that; computing with it needs"
                        + " `field != null && ...` first.\n");
        for (Map.Entry<String, Class<?>> fact : Dictionary.FACTS.entrySet()) {
            fact(page, fact.getKey(), fact.getValue());
        }
        page.append("\n# Constants\n");
        for (Map.Entry<String, Class<?>> type : Dictionary.ENUMS.entrySet()) {
            constants(page, type.getKey(), type.getValue());
        }
        verbs(page);
        operators(page);
        page.append("\n# Grammar\n\n").append(GRAMMAR);
        problems(page);
        return page.toString();
    }

    private static void fact(StringBuilder page, String name, Class<?> fact) throws IOException {
        String source = Files.readString(CORE.resolve(name + ".java"));
        Matcher doc = Pattern.compile("/\\*\\*(.*?)\\*/\\s*public record", Pattern.DOTALL)
                .matcher(source);
        String text = doc.find() ? doc.group(1).replaceAll("(?m)^\\s*\\* ?", " ") : "";
        Map<String, String> meanings = meanings(text);
        page.append("\n## ")
                .append(name)
                .append("\n\n")
                .append(plain(text.split("@param", 2)[0]))
                .append("\n\n");
        page.append("| field | kind | range | meaning |\n|---|---|---|---|\n");
        for (String field : Dictionary.fieldOrder(fact)) {
            Type type = Dictionary.fields(fact).get(field);
            Quantity quantity = Dictionary.quantity(fact, field);
            page.append("| `").append(field).append("` | ").append(kind(type)).append(" | ");
            page.append(quantity == null ? "" : range(quantity)).append(" | ");
            page.append(meanings.getOrDefault(field, field.equals("isLocal") ? "computes on this device" : ""));
            page.append(" |\n");
        }
    }

    private static Map<String, String> meanings(String doc) {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (String part : doc.split("@param\\s+")) {
            String[] words = part.strip().split("\\s+", 2);
            if (words.length == 2) {
                meanings.put(words[0], plain(words[1]));
            }
        }
        return meanings;
    }

    private static String plain(String doc) {
        return doc.replaceAll("\\{@(?:code|link) #?([^}]*)}", "`$1`")
                .replaceAll("<p>", "")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }

    private static String kind(Type type) {
        String kind = switch (type.kind()) {
            case NUMBER -> "number";
            case TEXT -> "text";
            case BOOLEAN -> "true/false";
            case LIST -> "list of texts";
            case ENUM ->
                "[" + type.type().getSimpleName() + "](#"
                        + type.type().getSimpleName().toLowerCase() + ")";
            case FACT, NULL, WRONG -> throw new IllegalStateException(type.toString());
        };
        return kind + (type.isMissable() ? ", *may be missing*" : "");
    }

    private static String range(Quantity quantity) {
        String unit = quantity.unit().equals("ratio") || quantity.unit().equals("count") ? "" : " " + quantity.unit();
        return quantity.max() == Double.POSITIVE_INFINITY
                ? Ranges.shown(quantity.min()) + unit + " or more"
                : Ranges.shown(quantity.min()) + " to " + Ranges.shown(quantity.max()) + unit;
    }

    private static void constants(StringBuilder page, String name, Class<?> type) throws IOException {
        String source = Files.readString(CORE.resolve(name + ".java"));
        Matcher doc = Pattern.compile("/\\*\\*(.*?)\\*/\\s*public enum", Pattern.DOTALL)
                .matcher(source);
        page.append("\n## ").append(name).append("\n\n");
        page.append(doc.find() ? plain(doc.group(1).replaceAll("(?m)^\\s*\\* ?", " ")) : "");
        page.append(Dictionary.BANDS.contains(type) ? " In order, so that `>=` may be used. " + BOUNDS.get(name) : "");
        page.append("\n\n| constant | meaning |\n|---|---|\n");
        String body = source.substring(source.indexOf('{', source.indexOf("public enum")) + 1);
        Map<String, String> meanings = new LinkedHashMap<>();
        Matcher constant = CONSTANT.matcher(body.replaceAll("}\\s*$", ";"));
        while (constant.find()) {
            meanings.put(constant.group(2), constant.group(1) == null ? "" : plain(constant.group(1)));
        }
        for (Object value : type.getEnumConstants()) {
            page.append("| `").append(value).append("` | ").append(meanings.getOrDefault(value.toString(), ""));
            page.append(" |\n");
        }
    }

    private static void verbs(StringBuilder page) throws IOException {
        String source = Files.readString(VERBS);
        page.append(
                "\n# Verbs\n\nThe last argument is the reason, which a person will read; it may be joined of texts and"
                        + " values: `\"takes \" + $c.latencyMs() + \" ms\"`.\n\n| verb | takes | does |\n|---|---|---|\n");
        Dictionary.VERBS.forEach((verb, forms) -> forms.forEach(form -> {
            int arguments = form.size();
            Matcher method = Pattern.compile("/\\*\\*([^/]*?)\\*/\\s*public void " + verb + "\\("
                            + "[^,)]*,".repeat(arguments - 1) + "[^,)]*\\)")
                    .matcher(source);
            String meaning = method.find() ? plain(method.group(1).replaceAll("(?m)^\\s*\\* ?", " ")) : "";
            String takes = form.stream().map(VocabularyPageTest::argument).collect(Collectors.joining(", "));
            page.append("| `policy.")
                    .append(verb)
                    .append("` | ")
                    .append(takes)
                    .append(" | ")
                    .append(meaning);
            page.append(" |\n");
        }));
        page.append(
                "| `insert(new Mode(\"name\"))` | a text | draws a conclusion that other rules match: `Mode( name =="
                        + " \"name\" )` |\n\nExamples:\n\n```\n");
        Dictionary.EXAMPLES.values().forEach(example -> page.append(example).append('\n'));
        page.append(
                "```\n\nWhere rules disagree: forbid goes before pin, pin before scores; weights of several `prefer` add"
                        + " up; of several limits the least holds; of several objectives ENERGY goes before LATENCY, BALANCED and"
                        + " ACCURACY, and one for a single model before one for all. When everything is forbidden, the lightest"
                        + " local gear is used.\n");
        assertThat(Verbs.class.getPackageName()).isNotBlank();
    }

    private static String argument(Type type) {
        return switch (type.kind()) {
            case FACT, ENUM -> type.type().getSimpleName();
            case NUMBER -> "number";
            case TEXT -> "reason";
            case BOOLEAN, LIST, NULL, WRONG -> throw new IllegalStateException(type.toString());
        };
    }

    private static void operators(StringBuilder page) {
        page.append("\n# Operators\n\n| operator | on | note |\n|---|---|---|\n");
        for (List<String> row : List.of(
                List.of("`==` `!=`", "all", "a constant stands without its type: `heat == HOT`"),
                List.of("`<` `<=` `>` `>=`", "numbers", "between two fields of one unit, or a field and a number"),
                List.of("`>` `>=`", "bands", "`heat >= HOT`; not `<`, which would take in UNKNOWN"),
                List.of("`in (A, B)` `not in (A, B)`", "all", ""),
                List.of("`contains` `not contains`", "lists", "`staleSensors contains \"...\"`"),
                List.of("`&&` `\\|\\|` `!`", "conditions", "a comma between conditions is `&&`"),
                List.of("`and` `or` `not` `exists`", "facts", ""),
                List.of("`+` `-` `*` `/` `%`", "numbers", "`+` joins texts in a reason"))) {
            page.append("| ").append(String.join(" | ", row)).append(" |\n");
        }
    }

    private static void problems(StringBuilder page) {
        page.append("\n# Problems that `gearshift policy check` finds\n\n| code | meaning |\n|---|---|\n");
        for (Code code : Code.values()) {
            page.append("| `")
                    .append(code.id())
                    .append("` | ")
                    .append(code.summary())
                    .append(" |\n");
        }
    }
}
