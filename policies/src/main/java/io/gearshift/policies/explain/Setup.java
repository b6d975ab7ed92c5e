package io.gearshift.policies.explain;

import io.gearshift.core.decision.Choice;
import io.gearshift.core.policy.ForwardingPolicy;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Policy;
import io.gearshift.policies.situation.Situation;
import java.util.function.UnaryOperator;

/**
 * What a try decides from.
 *
 * @param objective the pack's
 */
record Setup(Situation situation, Objective objective) {

    Setup with(UnaryOperator<Situation> change) {
        return new Setup(change.apply(situation), objective);
    }

    /** The gear that one model would get. */
    String gear(Policy policy, String model) {
        return situation.choices(new Aimed(policy, objective)).stream()
                .filter(choice -> choice.model().equals(model))
                .findFirst()
                .map(Choice::gear)
                .orElseThrow();
    }

    private static final class Aimed extends ForwardingPolicy {
        private final Objective objective;

        Aimed(Policy policy, Objective objective) {
            super(policy);
            this.objective = objective;
        }

        @Override
        public Objective objective() {
            return objective;
        }
    }
}
