package io.gearshift.policies.check;

import io.gearshift.policies.language.Dictionary;
import org.jspecify.annotations.Nullable;

/**
 * What a name of a rule stands for: a fact, or a field of it.
 *
 * @param field empty for the fact itself
 */
record Term(String fact, String field) {

    String type() {
        int mark = fact.indexOf('#');
        return mark < 0 ? fact : fact.substring(0, mark);
    }

    @Nullable
    Class<?> factClass() {
        return Dictionary.FACTS.get(type());
    }
}
