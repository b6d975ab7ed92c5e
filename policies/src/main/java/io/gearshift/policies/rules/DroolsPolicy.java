package io.gearshift.policies.rules;

import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionsPool;

/**
 * Evaluates a compiled pack with Drools. Each call inserts the snapshot into a pooled session, fires, and gives the
 * session back emptied, so nothing is remembered.
 *
 * <p>An evaluation is stopped after a number of firings that grows with candidates and rules, and after {@link
 * #LIMIT_NANOS}, looked at before each firing. A single action cannot be interrupted inside the JVM; the build refuses
 * loops in actions, so each of them ends.
 */
public final class DroolsPolicy implements Policy {

    /**
     * Longest evaluation. A decision with 120 candidates and 200 rules takes under 1 ms; a loop is one second by
     * default, and a device that stalls for a moment must not look like a faulty rule.
     */
    private static final long LIMIT_NANOS = 1_000_000_000L;

    /** Firings allowed per rule and fact: a rule that joins several facts fires more than once for each. */
    private static final int FIRINGS_PER_RULE_AND_FACT = 10;

    private static final PolicyInput NOTHING = new PolicyInput(Device.unknown(), Scene.initial(), List.of(), List.of());

    private final CompiledPack pack;
    private final long limitNanos;
    private final Verbs verbs = new Verbs();
    private @Nullable KieBase base;
    private @Nullable KieSessionsPool pool;

    private DroolsPolicy(CompiledPack pack, KieBase base, long limitNanos) {
        this.pack = pack;
        this.limitNanos = limitNanos;
        this.base = base;
        this.pool = base.newKieSessionsPool(1);
    }

    /**
     * @throws BrokenPackException when the classes do not link or Drools does not take the model: built by another
     *     version
     */
    public static DroolsPolicy of(CompiledPack pack) {
        return of(pack, LIMIT_NANOS);
    }

    static DroolsPolicy of(CompiledPack pack, long limitNanos) {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(DroolsPolicy.class.getClassLoader()); // Drools looks for its services there
        try {
            Object model = new PackClassLoader(pack.classes())
                    .loadClass(pack.modelClass(), true)
                    .getDeclaredConstructor()
                    .newInstance();
            DroolsPolicy policy =
                    new DroolsPolicy(pack, KieBaseBuilder.createKieBaseFromModel((Model) model), limitNanos);
            policy.evaluate(NOTHING); // Drools looks for more services when it first fires
            return policy;
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            throw new BrokenPackException(
                    "pack " + pack.id().pack() + " does not load: " + Faults.say(Faults.root(e)), e);
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    @Override
    public PolicyId id() {
        return pack.id();
    }

    @Override
    public Objective objective() {
        return pack.objective();
    }

    @Override
    public List<Relaxation> relaxationOrder() {
        return pack.relaxation();
    }

    @Override
    public List<RuleInfo> rules() {
        return pack.rules();
    }

    @Override
    @SuppressWarnings("IllegalCatch") // never throws for what rules do: linkage, stack and memory included
    public PolicyOutcome evaluate(PolicyInput input) {
        if (pool == null) {
            return PolicyOutcome.failed("the policy is closed");
        }
        verbs.reset(System.nanoTime() + limitNanos);
        KieSession session = null;
        try {
            session = pool.newKieSession();
            int limit = fill(session, input);
            if (session.fireAllRules(limit) >= limit) {
                replacePool();
                return PolicyOutcome.failed("stopped after " + limit + " firings, the last of rule \"" + verbs.rule()
                        + "\": it or a rule it feeds never ends");
            }
            session.dispose();
            return outcome();
        } catch (Throwable e) {
            replacePool();
            return PolicyOutcome.failed(Faults.of(e, verbs.rule(), pack.rules(), limitNanos / 1_000_000));
        }
    }

    /** Inserts the facts; returns how often rules may fire on them. */
    private int fill(KieSession session, PolicyInput input) {
        session.setGlobal(Vocabulary.GLOBAL, verbs);
        session.insert(input.device());
        session.insert(input.scene());
        for (io.gearshift.core.policy.Model model : input.models()) {
            session.insert(model);
        }
        for (Candidate candidate : input.candidates()) {
            session.insert(candidate);
        }
        int facts = 2 + input.models().size() + input.candidates().size();
        return FIRINGS_PER_RULE_AND_FACT * facts * (1 + pack.rules().size());
    }

    private PolicyOutcome outcome() {
        List<Verdict> verdicts = new ArrayList<>(verbs.verdicts());
        if (verdicts.size() > 1) {
            verdicts.sort(VerdictOrder.INSTANCE);
        }
        return PolicyOutcome.of(verdicts, verbs.fired());
    }

    /** A session that was stopped midway may hold anything: it is never used again. */
    private void replacePool() {
        if (pool != null && base != null) {
            shutdown(pool);
            pool = base.newKieSessionsPool(1);
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            shutdown(pool);
        }
        pool = null;
        base = null;
    }

    private static void shutdown(KieSessionsPool pool) {
        try {
            pool.shutdown();
        } catch (RuntimeException e) {
            // it is dropped anyway; the garbage collector takes the rest
        }
    }
}
