package io.gearshift.policies.check;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Constants, truth values or texts.
 *
 * @param values those in the set, or those outside it
 * @param isAllBut whether {@code values} are those outside
 * @param all every value there is; null for texts, which have no end
 */
record Words(Set<String> values, boolean isAllBut, @Nullable Set<String> all) implements Domain {

    static Words of(Set<String> values, @Nullable Set<String> all) {
        return new Words(values, false, all);
    }

    Words {
        if (isAllBut && all != null) {
            Set<String> rest = new TreeSet<>(all);
            rest.removeAll(values);
            values = rest;
            isAllBut = false;
        }
        values = Set.copyOf(values);
    }

    @Override
    public boolean isEmpty() {
        return !isAllBut && values.isEmpty();
    }

    @Override
    public Domain and(Domain other) {
        Words words = (Words) other;
        Set<String> result = new TreeSet<>(values);
        if (isAllBut && words.isAllBut) {
            result.addAll(words.values);
            return new Words(result, true, all);
        } else if (isAllBut) {
            return words.and(this);
        } else if (words.isAllBut) {
            result.removeAll(words.values);
        } else {
            result.retainAll(words.values);
        }
        return new Words(result, false, all);
    }

    @Override
    public Domain not() {
        return new Words(values, !isAllBut, all);
    }

    boolean has(String value) {
        return values.contains(value) != isAllBut;
    }
}
