package io.gearshift.policies.pack;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a rule has named so far, and what it read. */
final class LintScope {

    private final Map<String, LintType> variables;
    private final Set<String> reads;

    private LintScope(Map<String, LintType> variables, Set<String> reads) {
        this.variables = variables;
        this.reads = reads;
    }

    static LintScope empty() {
        return new LintScope(new HashMap<>(), new LinkedHashSet<>());
    }

    /** Sees the same names; what it adds stays inside. Reads are shared. */
    LintScope inner() {
        return new LintScope(new HashMap<>(variables), reads);
    }

    @Nullable
    LintType variable(String name) {
        return variables.get(name);
    }

    /** False when the name was taken. */
    boolean define(String name, LintType type) {
        return variables.put(name, type) == null;
    }

    Set<String> names() {
        return variables.keySet();
    }

    /** Takes over what both have, where a rule has alternatives. */
    void keepShared(LintScope one, LintScope other) {
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
