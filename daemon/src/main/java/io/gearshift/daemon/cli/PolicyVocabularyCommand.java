package io.gearshift.daemon.cli;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.reference.Reference;
import io.gearshift.policies.reference.ReferenceJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift policy vocabulary}. */
@Command(
        name = "vocabulary",
        description = {
            "What rules can name: facts with their fields, constants with the bounds of bands, verbs.",
            "With names, only those and whatever has a field or constant of that name."
        },
        footer = {
            "%nExamples:",
            "  gearshift policy vocabulary Device",
            "  gearshift policy vocabulary heat HOT forbid",
            "  gearshift policy vocabulary --format json"
        })
final class PolicyVocabularyCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "A fact, field, type, constant or verb, upper or lower case alike.")
    private List<String> names = List.of();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        Reference whole = Reference.current();
        Reference shown = names.isEmpty() ? whole : only(whole);
        if (spec != null) {
            String text = format.isJson()
                    ? JsonOutput.text(ReferenceJson.of(shown))
                    : names.isEmpty() ? VocabularyView.overview(shown) : VocabularyView.of(shown);
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
        return Exit.OK;
    }

    private Reference only(Reference whole) {
        for (String name : names) {
            Reference part = part(whole, List.of(name));
            if (part.facts().isEmpty() && part.types().isEmpty() && part.verbs().isEmpty()) {
                throw CliException.wrongUse(
                        "rules know no " + name,
                        Nearest.to(name, all(whole))
                                .map(near -> "did you mean " + near + "?")
                                .orElse("gearshift policy vocabulary lists what there is"));
            }
        }
        return part(whole, names);
    }

    /** A fact or type that is named is shown whole, one with a member of that name with that member only. */
    private static Reference part(Reference whole, List<String> names) {
        List<Reference.Fact> facts = new ArrayList<>();
        for (Reference.Fact fact : whole.facts()) {
            List<Reference.Field> fields = fact.fields().stream()
                    .filter(field -> has(names, fact.name()) || has(names, field.name()))
                    .toList();
            if (!fields.isEmpty()) {
                facts.add(new Reference.Fact(fact.name(), fact.meaning(), fields));
            }
        }
        List<Reference.Constants> types = whole.types().stream()
                .filter(type -> has(names, type.name())
                        || type.constants().stream().anyMatch(constant -> has(names, constant.name())))
                .toList();
        List<Reference.Verb> verbs =
                whole.verbs().stream().filter(verb -> has(names, verb.name())).toList();
        return new Reference(facts, types, verbs);
    }

    private static boolean has(List<String> names, String name) {
        return names.stream()
                .map(n -> n.toLowerCase(Locale.ROOT))
                .anyMatch(n ->
                        n.equals(name.toLowerCase(Locale.ROOT)) || n.equals("policy." + name.toLowerCase(Locale.ROOT)));
    }

    private static List<String> all(Reference whole) {
        List<String> all = new ArrayList<>();
        whole.facts().forEach(fact -> {
            all.add(fact.name());
            fact.fields().forEach(field -> all.add(field.name()));
        });
        whole.types().forEach(type -> {
            all.add(type.name());
            type.constants().forEach(constant -> all.add(constant.name()));
        });
        whole.verbs().forEach(verb -> all.add(verb.name()));
        return all;
    }
}
