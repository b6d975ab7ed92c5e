package io.gearshift.policies.language;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a rule has named so far, and what it read. */
final class Scope {

    private final Map<String, Type> variables;
    private final Set<String> reads;

    /** Bound perhaps in a part of the rule that could not be read. */
    private final Set<String> lost;

    private Scope(Map<String, Type> variables, Set<String> reads, Set<String> lost) {
        this.variables = variables;
        this.reads = reads;
        this.lost = lost;
    }

    static Scope empty(Set<String> lost) {
        return new Scope(new HashMap<>(), new LinkedHashSet<>(), lost);
    }

    /** Sees the same names; what it adds stays inside. Reads are shared. */
    Scope inner() {
        return new Scope(new HashMap<>(variables), reads, lost);
    }

    @Nullable
    Type variable(String name) {
        return lost.contains(name) ? variables.getOrDefault(name, Type.WRONG) : variables.get(name);
    }

    /** False when the name was taken. */
    boolean define(String name, Type type) {
        return variables.put(name, type) == null;
    }

    /** Those whose type is one that will do, by name. */
    List<String> names(Predicate<Type> isFit) {
        return variables.entrySet().stream()
                .filter(variable -> isFit.test(variable.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    Set<String> names() {
        return variables.keySet();
    }

    /** Takes over what both have, where a rule has alternatives. */
    void keepShared(Scope one, Scope other) {
        one.variables.forEach((name, type) -> {
            Type match = other.variables.get(name);
            if (match != null && type.isSameAs(match)) {
                variables.put(name, type.equals(match) ? type : type.without());
            }
        });
    }

    void read(Class<?> fact, String field) {
        reads.add(fact.getSimpleName() + "." + field);
    }

    Set<String> reads() {
        return reads;
    }
}
