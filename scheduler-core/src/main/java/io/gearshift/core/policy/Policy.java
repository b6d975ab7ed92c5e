package io.gearshift.core.policy;

import java.util.List;

/**
 * Turns state, scene and candidates into verdicts. Pure: the same input gives the same outcome, nothing is remembered
 * from one call to the next. Never throws for what rules do; a rule that loops or fails is a {@link
 * PolicyOutcome#fault}. Called by one thread at a time.
 */
public interface Policy extends AutoCloseable {

    PolicyId id();

    /** The pack's own objective, used where no rule sets another. */
    Objective objective();

    /** Constraints in the order they are given up when nothing fits; first is given up first. */
    List<Relaxation> relaxationOrder();

    List<RuleInfo> rules();

    /** The same rules as text, in the order of the pack; empty when they were built without it. */
    default List<RuleSource> text() {
        return List.of();
    }

    PolicyOutcome evaluate(PolicyInput input);

    /**
     * Whether an evaluation for this device and scene takes no longer than usual. When not, something is built by the
     * first one: do that before the policy comes in force.
     */
    default boolean isReadyFor(Device device, Scene scene) {
        return true;
    }

    @Override
    void close();
}
