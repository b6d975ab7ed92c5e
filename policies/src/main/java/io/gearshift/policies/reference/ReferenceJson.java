package io.gearshift.policies.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.policy.Quantity;

/** The reference for scripts and editors. */
public final class ReferenceJson {

    private ReferenceJson() {}

    public static ObjectNode of(Reference reference) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ArrayNode facts = all.putArray("facts");
        reference.facts().forEach(fact -> facts.add(of(fact)));
        ArrayNode types = all.putArray("types");
        reference.types().forEach(type -> types.add(of(type)));
        ArrayNode verbs = all.putArray("verbs");
        reference.verbs().forEach(verb -> verbs.add(of(verb)));
        return all;
    }

    private static ObjectNode of(Reference.Fact fact) {
        ObjectNode node = named(fact.name(), fact.meaning());
        ArrayNode fields = node.putArray("fields");
        fact.fields().forEach(field -> {
            ObjectNode one = named(field.name(), field.meaning());
            one.put("kind", field.kind()).put("canBeMissing", field.canBeMissing());
            Quantity quantity = field.quantity();
            if (quantity != null) {
                one.put("unit", quantity.unit()).put("min", quantity.min());
                one.put("max", Double.isInfinite(quantity.max()) ? null : (Double) quantity.max());
            }
            fields.add(one);
        });
        return node;
    }

    private static ObjectNode of(Reference.Constants type) {
        ObjectNode node = named(type.name(), type.meaning()).put("isOrdered", type.isOrdered());
        ArrayNode constants = node.putArray("constants");
        type.constants().forEach(constant -> constants.add(named(constant.name(), constant.meaning())));
        ArrayNode bounds = node.putArray("bounds");
        type.bounds()
                .forEach(bound -> bounds.addObject()
                        .put("level", bound.level())
                        .put("signal", bound.signal())
                        .put("unit", bound.unit())
                        .put("enters", bound.enters())
                        .put("enter", bound.enter())
                        .put("leaves", bound.leaves())
                        .put("leave", bound.leave()));
        return node;
    }

    private static ObjectNode of(Reference.Verb verb) {
        ObjectNode node = named(verb.name(), verb.meaning()).put("example", verb.example());
        ArrayNode takes = node.putArray("takes");
        verb.takes().forEach(takes::add);
        return node;
    }

    private static ObjectNode named(String name, String meaning) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("meaning", meaning);
    }
}
