package io.gearshift.policies.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Conditions that hold together: one way for a rule to fire. */
final class Case {

    private static final Set<String> REMOTE = Set.of("CLOUD", "SPLIT");

    private final Map<String, Domain> domains = new TreeMap<>();
    private final Map<String, Literal> last = new LinkedHashMap<>();
    private final Set<String> opaque = new LinkedHashSet<>();
    private final Set<String> facts = new LinkedHashSet<>();
    private @Nullable Literal conflict;
    private @Nullable Literal against;

    /** @param facts that are always there; those that the literals name come on top */
    Case(List<Literal> literals, Collection<String> facts) {
        this.facts.addAll(facts);
        literals.forEach(this::add);
    }

    private void add(Literal literal) {
        if (conflict != null) {
            return;
        }
        if (literal.domain() == null) {
            opaque.add((literal.isNegated() ? "!" : "") + literal.field());
            if (opaque.contains((literal.isNegated() ? "" : "!") + literal.field())) {
                conflict = literal;
            }
            return;
        }
        facts.add(literal.fact());
        String key = literal.fact() + "." + literal.field();
        Domain before = domains.get(key);
        Domain now = before == null ? literal.domain() : before.and(literal.domain());
        domains.put(key, now);
        if (now.isEmpty()) {
            conflict = literal;
            against = last.get(key);
        }
        last.put(key, literal);
        follow(literal, now);
    }

    /** What the vocabulary says: the lightest gear is a local one, and a local one is always reachable. */
    private void follow(Literal literal, Domain now) {
        if (now instanceof Words words && words.values().size() == 1 && !words.isAllBut()) {
            if (literal.field().equals("isLightest") && words.has("true")) {
                add(implied(literal, Set.of("LOCAL")));
            } else if (literal.field().equals("isReachable") && words.has("false")) {
                add(implied(literal, REMOTE));
            }
        }
    }

    private static Literal implied(Literal by, Set<String> locations) {
        return new Literal(
                by.fact(), "location", Words.of(locations, Set.of("LOCAL", "CLOUD", "SPLIT")), false, by.at());
    }

    boolean isPossible() {
        return conflict == null;
    }

    /** The condition that cannot hold beside the earlier ones. */
    @Nullable
    Literal conflict() {
        return conflict;
    }

    /** The earlier condition that it contradicts; null when it is impossible by itself. */
    @Nullable
    Literal against() {
        return against;
    }

    @Nullable
    Domain domain(String fact, String field) {
        return domains.get(fact + "." + field);
    }

    /** Conditions on this fact, by field; the ones not understood are counted under their text. */
    Map<String, Domain> of(String fact) {
        Map<String, Domain> result = new TreeMap<>();
        domains.forEach((key, domain) -> {
            if (key.startsWith(fact + ".") && key.length() > fact.length() + 1) {
                result.put(key.substring(fact.length() + 1), domain);
            }
        });
        return result;
    }

    boolean hasOpaque(String fact) {
        return opaque.stream().anyMatch(text -> text.contains(Literal.OPEN + fact + Literal.CLOSE));
    }

    /**
     * Whether {@code other} holds whenever this holds.
     *
     * @param renamed facts of {@code other} that stand for facts of this one; others are looked for
     */
    boolean implies(Case other, Map<String, String> renamed) {
        List<String> open = new ArrayList<>();
        Map<String, String> names = new LinkedHashMap<>(renamed);
        for (String fact : other.facts) {
            if (fact.indexOf('#') < 0) {
                names.put(fact, fact);
            } else if (!names.containsKey(fact)) {
                open.add(fact);
            }
        }
        return implies(other, names, open);
    }

    private boolean implies(Case other, Map<String, String> names, List<String> open) {
        if (open.isEmpty()) {
            return covers(other, names);
        }
        String fact = open.get(0);
        String kind = fact.substring(0, fact.indexOf('#'));
        for (String own : facts) {
            if (own.startsWith(kind + "#")) {
                Map<String, String> next = new LinkedHashMap<>(names);
                next.put(fact, own);
                if (implies(other, next, open.subList(1, open.size()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean covers(Case other, Map<String, String> names) {
        for (Map.Entry<String, Domain> entry : other.domains.entrySet()) {
            String key = entry.getKey();
            int dot = key.lastIndexOf('.');
            String fact = key.substring(0, dot);
            Domain own = domains.get(names.getOrDefault(fact, fact) + key.substring(dot));
            if (own == null ? !entry.getValue().not().isEmpty() : !own.isWithin(entry.getValue())) {
                return false;
            }
        }
        for (String text : other.opaque) {
            String renamed = text;
            for (Map.Entry<String, String> name : names.entrySet()) {
                renamed = renamed.replace(Literal.OPEN + name.getKey() + Literal.CLOSE, "‹" + name.getValue() + "›");
            }
            if (!opaque.contains(renamed.replace("‹", Literal.OPEN).replace("›", Literal.CLOSE))) {
                return false;
            }
        }
        return true;
    }
}
