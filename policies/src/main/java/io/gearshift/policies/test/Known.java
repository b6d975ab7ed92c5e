package io.gearshift.policies.test;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.document.Value;
import io.gearshift.policies.situation.GearNames;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Names that an expectation may use; any other is a mistake of the test, not a failure of the pack. */
record Known(List<ModelSpec> models, List<String> rules) {

    @Nullable
    ModelSpec model(String name) {
        return models.stream().filter(m -> m.name().equals(name)).findFirst().orElse(null);
    }

    /** The text when it names gears of the model; null after a problem. */
    @Nullable
    String gear(Value value, String key, ModelSpec model) {
        String text = value.text(key);
        return text == null || GearNames.resolve(value, key, model.gears()) == null ? null : text;
    }

    /** All gears that the text names. */
    static List<String> gears(String text, ModelSpec model) {
        List<String> gears = new ArrayList<>();
        for (GearSpec gear : model.gears()) {
            if (GearNames.names(text, gear.gear())) {
                gears.add(gear.gear());
            }
        }
        return gears;
    }

    @Nullable
    String rule(Value value, String key) {
        String text = value.text(key);
        if (text == null || rules.contains(text)) {
            return text;
        }
        value.problem("unknown-rule", key + ": the pack has no rule \"" + text + "\"", near(text));
        return null;
    }

    private String near(String text) {
        return Nearest.to(text, rules)
                .map(name -> "did you mean \"" + name + "\"?")
                .orElse("rules are named as in the pack, e.g. \""
                        + String.join("", rules.stream().limit(1).toList()) + "\"");
    }

    /** Variants of all models. */
    TreeSet<String> gearNames() {
        TreeSet<String> names = new TreeSet<>();
        models.forEach(model -> model.gears().forEach(gear -> names.add(gear.variant())));
        return names;
    }

    TreeSet<String> modelNames() {
        TreeSet<String> names = new TreeSet<>();
        models.forEach(model -> names.add(model.name()));
        return names;
    }
}
