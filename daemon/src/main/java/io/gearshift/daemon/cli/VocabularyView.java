package io.gearshift.daemon.cli;

import io.gearshift.core.device.BandBound;
import io.gearshift.core.policy.Quantity;
import io.gearshift.policies.reference.Reference;
import io.gearshift.policies.reference.ReferenceText;
import java.util.Set;
import java.util.stream.Collectors;

/** The vocabulary for a terminal. */
final class VocabularyView {

    private VocabularyView() {}

    /** A line for each fact, type and verb. */
    static String overview(Reference reference) {
        TextTable facts = new TextTable(Set.of(1), "FACT", "FIELDS", "MEANING");
        reference
                .facts()
                .forEach(fact -> facts.row(
                        fact.name(),
                        String.valueOf(fact.fields().size()),
                        fact.meaning().replace("`", "")));
        TextTable types = new TextTable(Set.of(), "TYPE", "CONSTANTS");
        reference
                .types()
                .forEach(type -> types.row(
                        type.name(),
                        type.constants().stream()
                                .map(Reference.Constant::name)
                                .collect(Collectors.joining(type.isOrdered() ? " < " : ", "))));
        return facts.render("") + "\n" + types.render("") + "\n" + verbs(reference)
                + "\ngearshift policy vocabulary NAME shows fields, constants, units and bounds\n";
    }

    static String of(Reference reference) {
        StringBuilder text = new StringBuilder();
        reference.facts().forEach(fact -> text.append(of(fact)).append('\n'));
        reference.types().forEach(type -> text.append(of(type)).append('\n'));
        if (!reference.verbs().isEmpty()) {
            text.append(verbs(reference)).append('\n');
        }
        return text.substring(0, text.length() - 1);
    }

    private static String of(Reference.Fact fact) {
        TextTable table = new TextTable(Set.of(), "FIELD", "KIND", "RANGE", "MEANING");
        for (Reference.Field field : fact.fields()) {
            Quantity quantity = field.quantity();
            table.row(
                    field.name(),
                    field.kind() + (field.canBeMissing() ? " or missing" : ""),
                    quantity == null ? "" : ReferenceText.range(quantity),
                    field.meaning().replace("`", ""));
        }
        return head(fact.name(), fact.meaning()) + table.render("  ");
    }

    private static String of(Reference.Constants type) {
        TextTable table = new TextTable(Set.of(), "CONSTANT", "MEANING");
        type.constants().forEach(constant -> table.row(constant.name(), constant.meaning()));
        String text = head(type.name(), type.meaning() + (type.isOrdered() ? " In order, so that >= may be used." : ""))
                + table.render("  ");
        if (type.bounds().isEmpty()) {
            return text;
        }
        TextTable bounds = new TextTable(Set.of(), "LEVEL", "BY", "ENTERED AT", "LEFT AT");
        for (BandBound bound : type.bounds()) {
            bounds.row(bound.level(), bound.signal(), ReferenceText.entered(bound), ReferenceText.left(bound));
        }
        return text + "\n" + bounds.render("  ");
    }

    private static String verbs(Reference reference) {
        TextTable table = new TextTable(Set.of(), "VERB", "TAKES", "DOES");
        reference
                .verbs()
                .forEach(verb -> table.row(
                        "policy." + verb.name(),
                        String.join(", ", verb.takes()),
                        verb.meaning().replace("`", "")));
        String examples = reference.verbs().stream()
                .map(Reference.Verb::example)
                .distinct()
                .map(example -> "  " + example + "\n")
                .collect(Collectors.joining());
        return table.render("") + "\n" + examples;
    }

    private static String head(String name, String meaning) {
        return name + ": " + meaning.replace("`", "") + "\n";
    }
}
