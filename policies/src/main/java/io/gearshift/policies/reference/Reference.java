package io.gearshift.policies.reference;

import io.gearshift.core.device.BandBound;
import io.gearshift.core.policy.Quantity;
import io.gearshift.policies.language.Dictionary;
import io.gearshift.policies.language.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All that a rule can name: facts with their fields, types with their constants, verbs. */
public record Reference(List<Fact> facts, List<Constants> types, List<Verb> verbs) {

    /** @param meaning one or two sentences */
    public record Fact(String name, String meaning, List<Field> fields) {}

    /**
     * @param kind {@code number}, {@code text}, {@code true/false}, {@code list of texts}, or the name of a type of constants
     * @param canBeMissing has no value while its sensor is missing or stale
     * @param quantity unit and bounds; null for what is no number
     */
    public record Field(
            String name,
            String kind,
            boolean canBeMissing,
            @Nullable Quantity quantity,
            String meaning) {}

    /**
     * @param isOrdered from good to bad, so that {@code >=} may be used
     * @param bounds where each level is entered and left; empty for what is not measured
     */
    public record Constants(
            String name, String meaning, boolean isOrdered, List<Constant> constants, List<BandBound> bounds) {}

    public record Constant(String name, String meaning) {}

    /** @param takes the kinds of its arguments */
    public record Verb(String name, List<String> takes, String meaning, String example) {}

    /** Of this build. */
    public static Reference current() {
        Meanings meanings = Meanings.read();
        List<Fact> facts = new ArrayList<>();
        Dictionary.FACTS.forEach((name, fact) -> facts.add(fact(name, fact, meanings)));
        List<Constants> types = new ArrayList<>();
        Dictionary.ENUMS.forEach((name, type) -> types.add(constants(name, type, meanings)));
        List<Verb> verbs = new ArrayList<>();
        Dictionary.VERBS.forEach((name, forms) -> forms.forEach(form -> verbs.add(verb(name, form, meanings))));
        return new Reference(List.copyOf(facts), List.copyOf(types), List.copyOf(verbs));
    }

    private static Fact fact(String name, Class<?> fact, Meanings meanings) {
        List<Field> fields = new ArrayList<>();
        for (String field : Dictionary.fieldOrder(fact)) {
            Type type = Objects.requireNonNull(Dictionary.fields(fact).get(field));
            fields.add(new Field(
                    field,
                    kind(type),
                    type.isMissable(),
                    Dictionary.quantity(fact, field),
                    meanings.of(name + "." + field)));
        }
        return new Fact(name, meanings.of(name), List.copyOf(fields));
    }

    private static Constants constants(String name, Class<?> type, Meanings meanings) {
        List<Constant> constants = Arrays.stream(type.getEnumConstants())
                .map(Object::toString)
                .map(constant -> new Constant(constant, meanings.of(name + "." + constant)))
                .toList();
        List<BandBound> bounds =
                BandBound.all().stream().filter(bound -> bound.band() == type).toList();
        return new Constants(name, meanings.of(name), Dictionary.BANDS.contains(type), constants, bounds);
    }

    private static Verb verb(String name, List<Type> form, Meanings meanings) {
        List<String> takes = new ArrayList<>();
        form.forEach(type -> takes.add(type.is(Type.Kind.TEXT) ? "reason" : kind(type)));
        return new Verb(
                name,
                List.copyOf(takes),
                meanings.of("policy." + name + "." + form.size()),
                Dictionary.EXAMPLES.getOrDefault(name, ""));
    }

    private static String kind(Type type) {
        return switch (type.kind()) {
            case NUMBER -> "number";
            case TEXT -> "text";
            case BOOLEAN -> "true/false";
            case LIST -> "list of texts";
            case ENUM, FACT -> type.type().getSimpleName();
            case NULL, WRONG -> throw new IllegalStateException(type.toString());
        };
    }
}
