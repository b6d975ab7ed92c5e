package io.gearshift.policies.reference;

import io.gearshift.core.device.BandBound;
import io.gearshift.core.policy.Quantity;
import java.util.List;
import java.util.Locale;

/** The reference as a page in Markdown: docs/vocabulary.md. */
public final class ReferencePage {

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

    private static final List<List<String>> OPERATORS = List.of(
            List.of("`==` `!=`", "all", "a constant stands without its type: `heat == HOT`"),
            List.of("`<` `<=` `>` `>=`", "numbers", "between two fields of one unit, or a field and a number"),
            List.of("`>` `>=`", "bands", "`heat >= HOT`; not `<`, which would take in UNKNOWN"),
            List.of("`in (A, B)` `not in (A, B)`", "all", ""),
            List.of("`contains` `not contains`", "lists", "`staleSensors contains \"...\"`"),
            List.of("`&&` `\\|\\|` `!`", "conditions", "a comma between conditions is `&&`"),
            List.of("`and` `or` `not` `exists`", "facts", ""),
            List.of("`+` `-` `*` `/` `%`", "numbers", "`+` joins texts in a reason"));

    private final StringBuilder page = new StringBuilder();

    private ReferencePage() {}

    public static String of(Reference reference) {
        return new ReferencePage().whole(reference);
    }

    private String whole(Reference reference) {
        page.append("# Vocabulary of policy rules\n\n"
                + "Made from the code by a test; do not edit. All that a rule can name: facts with their fields, constants,"
                + " verbs, and the grammar. `gearshift policy vocabulary` shows the same on a terminal, `gearshift policy"
                + " vocabulary Device` one part of it. What `gearshift policy check` finds:"
                + " [policy-check.md](policy-check.md).\n\n");
        page.append(
                "A field marked *may be missing* has no value while its sensor is missing or stale: every comparison"
                        + " with it is then false, `!=` true. `field == null` asks for that; computing with it needs"
                        + " `field != null && ...` first.\n");
        reference.facts().forEach(this::fact);
        page.append("\n# Constants\n");
        reference.types().forEach(this::constants);
        verbs(reference);
        page.append("\n# Operators\n");
        table("operator", "on", "note");
        OPERATORS.forEach(row -> row(row.toArray(String[]::new)));
        page.append("\n# Grammar\n\n").append(GRAMMAR);
        return page.toString();
    }

    private void fact(Reference.Fact fact) {
        heading(fact.name(), fact.meaning());
        table("field", "kind", "range", "meaning");
        for (Reference.Field field : fact.fields()) {
            Quantity quantity = field.quantity();
            row(
                    "`" + field.name() + "`",
                    kind(field),
                    quantity == null ? "" : ReferenceText.range(quantity),
                    cell(field.meaning()));
        }
    }

    private static String kind(Reference.Field field) {
        boolean isType = Character.isUpperCase(field.kind().charAt(0));
        String kind = isType ? "[" + field.kind() + "](#" + field.kind().toLowerCase(Locale.ROOT) + ")" : field.kind();
        return kind + (field.canBeMissing() ? ", *may be missing*" : "");
    }

    private void constants(Reference.Constants type) {
        heading(type.name(), type.meaning() + (type.isOrdered() ? " In order, so that `>=` may be used." : ""));
        table("constant", "meaning");
        type.constants().forEach(constant -> row("`" + constant.name() + "`", cell(constant.meaning())));
        if (!type.bounds().isEmpty()) {
            table("level", "by", "entered at", "left at");
            for (BandBound bound : type.bounds()) {
                row(
                        "`" + bound.level() + "`",
                        bound.signal().replaceFirst("^([a-z]+[A-Z][A-Za-z]*)", "`$1`"),
                        ReferenceText.entered(bound),
                        ReferenceText.left(bound));
            }
        }
    }

    private void verbs(Reference reference) {
        page.append(
                "\n# Verbs\n\nThe last argument is the reason, which a person will read; it may be joined of texts and"
                        + " values: `\"takes \" + $c.latencyMs() + \" ms\"`.\n");
        table("verb", "takes", "does");
        reference
                .verbs()
                .forEach(verb ->
                        row("`policy." + verb.name() + "`", String.join(", ", verb.takes()), cell(verb.meaning())));
        row(
                "`insert(new Mode(\"name\"))`",
                "a text",
                "draws a conclusion that other rules match: `Mode( name == \"name\" )`");
        page.append("\nExamples:\n\n```\n");
        reference.verbs().stream()
                .map(Reference.Verb::example)
                .distinct()
                .forEach(example -> page.append(example).append('\n'));
        page.append(
                "```\n\nWhere rules disagree: forbid goes before pin, pin before scores; weights of several `prefer` add"
                        + " up; of several limits the least holds; of several objectives ENERGY goes before LATENCY, BALANCED and"
                        + " ACCURACY, and one for a single model before one for all. When everything is forbidden, the lightest"
                        + " local gear is used.\n");
    }

    private void heading(String name, String text) {
        page.append("\n## ").append(name).append("\n\n").append(text).append('\n');
    }

    private void table(String... columns) {
        page.append('\n');
        row(columns);
        page.append("|---".repeat(columns.length)).append("|\n");
    }

    private void row(String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
