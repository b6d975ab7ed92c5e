package io.gearshift.core.loop;

import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.policy.Policy;
import java.util.Optional;

/**
 * What another policy would have decided in a turn of the loop: the same state and event, thus the same device, scene,
 * subjects and terms, and the same code. The next state and the effects are dropped. Each turn starts from the state that
 * the policy in force led to, so the answer is "what would you do from here", not where the other policy would be by now;
 * that is a replay's.
 */
public final class SecondOpinion {

    private SecondOpinion() {}

    /** Empty when such an event decides nothing. */
    public static Optional<CycleRecord> of(Policy policy, LoopState before, LoopEvent event) {
        LoopEvent asked =
                event instanceof LoopEvent.PolicyChanged ? new LoopEvent.PolicyChanged(event.at(), policy.id()) : event;
        return new ControlLoop(policy)
                .step(before.withPolicy(policy.id()), asked).effects().stream()
                        .filter(effect -> effect instanceof Effect.Publish)
                        .map(effect -> ((Effect.Publish) effect).cycle())
                        .findFirst();
    }
}
