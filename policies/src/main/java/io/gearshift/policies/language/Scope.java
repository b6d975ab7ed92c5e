package io.gearshift.policies.language;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a rule has named so far, and what it read. */
final class Scope {

    private final Map<String, Type> variables;
    private final Set<String> reads;

    private Scope(Map<String, Type> variables, Set<String> reads) {
        this.variables = variables;
        this.reads = reads;
    }

    static Scope empty() {
        return new Scope(new HashMap<>(), new LinkedHashSet<>());
    }

    /** Sees the same names; what it adds stays inside. Reads are shared. */
    Scope inner() {
        return new Scope(new HashMap<>(variables), reads);
    }

    @Nullable
    Type variable(String name) {
        return variables.get(name);
    }

    /** False when the name was taken. */
    boolean define(String name, Type type) {
        return variables.put(name, type) == null;
    }

    Set<String> names() {
        return variables.keySet();
    }

    /** Takes over what both have, where a rule has alternatives. */
    void keepShared(Scope one, Scope other) {
        one.variables.forEach((name, type) -> {
            if (type.equals(other.variables.get(name))) {
                variables.put(name, type);
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
