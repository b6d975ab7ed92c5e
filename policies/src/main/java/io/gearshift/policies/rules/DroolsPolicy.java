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
import io.gearshift.core.policy.RuleSource;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.drools.model.Model;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieSession;

/**
 * Evaluates a compiled pack with Drools. Each call takes the network of the rules that can fire ({@link RuleBases}),
 * inserts the snapshot into a pooled session, fires, and gives the session back emptied, so nothing is remembered.
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

    private static final PolicyOutcome NO_VERDICT = PolicyOutcome.of(List.of(), List.of());

    private final CompiledPack pack;
    private final long limitNanos;
    private final Verbs verbs = new Verbs();
    private @Nullable RuleBases bases;

    private DroolsPolicy(CompiledPack pack, RuleBases bases, long limitNanos) {
        this.pack = pack;
        this.limitNanos = limitNanos;
        this.bases = bases;
    }

    /**
     * @throws BrokenPackException when the classes do not link or Drools does not take the model: built by another
     *     version
     */
    public static DroolsPolicy of(CompiledPack pack) {
        return of(pack, LIMIT_NANOS);
    }

    static DroolsPolicy of(CompiledPack pack, long limitNanos) {
        try {
            Object model = new PackClassLoader(pack.classes())
                    .loadClass(pack.modelClass(), true)
                    .getDeclaredConstructor()
                    .newInstance();
            return RuleBases.inOwnLoader(() -> {
                Alternatives.check((Model) model);
                RuleBases bases = new RuleBases((Model) model);
                DroolsPolicy policy = new DroolsPolicy(pack, bases, limitNanos);
                policy.evaluate(NOTHING, bases.all()); // Drools looks for more services when it first fires
                return policy;
            });
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            throw new BrokenPackException(
                    "pack " + pack.id().pack() + " does not load: " + Faults.say(Faults.root(e)), e);
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
    public List<RuleSource> text() {
        return pack.text();
    }

    @Override
    public boolean isReadyFor(Device device, Scene scene) {
        return bases == null || bases.has(device, scene);
    }

    @Override
    @SuppressWarnings("IllegalCatch") // never throws for what rules do: linkage, stack and memory included
    public PolicyOutcome evaluate(PolicyInput input) {
        if (bases == null) {
            return PolicyOutcome.failed("the policy is closed");
        }
        try {
            RuleBases.Base base = bases.of(input.device(), input.scene());
            return base == null ? NO_VERDICT : evaluate(input, base);
        } catch (Throwable e) {
            return fault(e, "");
        }
    }

    /** The same with every rule, also those that cannot fire: the proof that leaving them out changes nothing. */
    PolicyOutcome evaluateAll(PolicyInput input) {
        return bases == null ? PolicyOutcome.failed("the policy is closed") : evaluate(input, bases.all());
    }

    @SuppressWarnings("IllegalCatch")
    private PolicyOutcome evaluate(PolicyInput input, RuleBases.Base base) {
        try {
            KieSession session = base.session();
            verbs.reset(System.nanoTime() + limitNanos, session);
            fill(session, input, base);
            int limit = limit(input);
            if (session.fireAllRules(limit) >= limit) {
                base.replaceSession();
                return PolicyOutcome.failed("stopped after " + limit + " firings, the last of rule \"" + verbs.rule()
                        + "\": it or a rule it feeds never ends");
            }
            session.dispose();
            return outcome();
        } catch (Throwable e) {
            base.replaceSession();
            return fault(e, verbs.rule());
        }
    }

    private PolicyOutcome fault(Throwable e, String firing) {
        return PolicyOutcome.failed(Faults.of(e, firing, pack.rules(), limitNanos / 1_000_000));
    }

    /** How often rules may fire. */
    private int limit(PolicyInput input) {
        int facts = 2 + input.models().size() + input.candidates().size();
        return FIRINGS_PER_RULE_AND_FACT * facts * (1 + pack.rules().size());
    }

    /** Facts that no rule here looks at stay out. */
    private void fill(KieSession session, PolicyInput input, RuleBases.Base base) {
        session.setGlobal(Vocabulary.GLOBAL, verbs);
        if (base.reads(Device.class)) {
            session.insert(input.device());
        }
        if (base.reads(Scene.class)) {
            session.insert(input.scene());
        }
        if (base.reads(io.gearshift.core.policy.Model.class)) {
            input.models().forEach(session::insert);
        }
        if (base.reads(Candidate.class)) {
            input.candidates().forEach(session::insert);
        }
    }

    private PolicyOutcome outcome() {
        List<Verdict> verdicts = new ArrayList<>(verbs.verdicts());
        if (verdicts.size() > 1) {
            verdicts.sort(VerdictOrder.INSTANCE);
        }
        return PolicyOutcome.of(verdicts, verbs.fired());
    }

    @Override
    public void close() {
        if (bases != null) {
            bases.close();
        }
        bases = null;
    }
}
