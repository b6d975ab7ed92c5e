package io.gearshift.policies.rules;

import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Scene;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.model.Condition;
import org.drools.model.Model;
import org.drools.model.Pattern;
import org.drools.model.Rule;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionsPool;

/**
 * Drools' networks of the rules that can fire. A rule that cannot still costs the engine one tuple for each candidate and
 * join, which is most of a decision; so there is a network for each combination of open {@link RuleGate}s met so far. On a
 * device the combination changes when a band does, a few times an hour. One thread at a time.
 */
final class RuleBases {

    /** More combinations than a device goes through in a day; the one not used for longest leaves. */
    private static final int MOST = 32;

    private final Model model;
    private final List<Rule> rules;
    private final RuleGate[] gates;
    private final LinkedHashMap<BitSet, Base> bases = new LinkedHashMap<>(16, 0.75f, true);
    private final BitSet open = new BitSet();

    RuleBases(Model model) {
        this.model = model;
        this.rules = List.copyOf(model.getRules());
        this.gates = rules.stream().map(RuleGate::new).toArray(RuleGate[]::new);
    }

    /** A network of some of the rules. */
    static final class Base {
        private final KieBase network;
        private final Set<Class<?>> facts;
        private KieSessionsPool pool;

        private Base(KieBase network, Set<Class<?>> facts) {
            this.network = network;
            this.facts = facts;
            this.pool = network.newKieSessionsPool(1);
        }

        KieSession session() {
            return pool.newKieSession();
        }

        /** Whether some rule here looks at such facts. */
        boolean reads(Class<?> fact) {
            return facts.contains(fact);
        }

        /** A session that was stopped midway may hold anything: it is never used again. */
        void replaceSession() {
            shutdown();
            pool = network.newKieSessionsPool(1);
        }

        private void shutdown() {
            try {
                pool.shutdown();
            } catch (RuntimeException e) {
                // it is dropped anyway; the garbage collector takes the rest
            }
        }
    }

    /** Null when no rule can fire. */
    @Nullable
    Base of(Device device, Scene scene) {
        look(device, scene);
        if (open.isEmpty()) {
            return null;
        }
        Base known = bases.get(open);
        return known != null ? known : make((BitSet) open.clone());
    }

    /** Whether {@link #of} has nothing to build. */
    boolean has(Device device, Scene scene) {
        look(device, scene);
        return open.isEmpty() || bases.containsKey(open);
    }

    private void look(Device device, Scene scene) {
        open.clear();
        for (int i = 0; i < gates.length; i++) {
            if (gates[i].isOpen(device, scene)) {
                open.set(i);
            }
        }
    }

    /** All rules, whether they can fire or not: shows that Drools takes them. */
    Base all() {
        BitSet all = new BitSet();
        all.set(0, gates.length);
        Base known = bases.get(all);
        return known != null ? known : make(all);
    }

    private Base make(BitSet which) {
        ModelImpl part = new ModelImpl(model.getName());
        Set<Class<?>> facts = new HashSet<>();
        List<Rule> chosen = new ArrayList<>();
        which.stream().mapToObj(rules::get).forEach(rule -> {
            chosen.add(rule);
            addFacts(rule.getView(), facts);
        });
        part.withRules(chosen).withGlobals(model.getGlobals()).withQueries(model.getQueries());
        model.getTypeMetaDatas().forEach(part::addTypeMetaData);
        Base base = new Base(inOwnLoader(() -> KieBaseBuilder.createKieBaseFromModel(part)), facts);
        bases.put(which, base);
        if (bases.size() > MOST) {
            Iterator<Map.Entry<BitSet, Base>> eldest = bases.entrySet().iterator();
            eldest.next().getValue().shutdown();
            eldest.remove();
        }
        return base;
    }

    private static void addFacts(Condition condition, Set<Class<?>> facts) {
        if (condition instanceof Pattern<?> pattern) {
            facts.add(pattern.getPatternVariable().getType());
        }
        condition.getSubConditions().forEach(sub -> addFacts(sub, facts));
    }

    /** Drools looks for its services with the thread's class loader. */
    static <T> T inOwnLoader(java.util.function.Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(RuleBases.class.getClassLoader());
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    void close() {
        bases.values().forEach(Base::shutdown);
        bases.clear();
    }
}
