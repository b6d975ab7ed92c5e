package io.gearshift.policies.explain;

import io.gearshift.core.decision.Subject.Contender;
import io.gearshift.core.policy.Candidate;
import io.gearshift.policies.explain.Flip.Kind;
import io.gearshift.policies.situation.Situation;
import java.util.List;

/** What keeps a gear from running at all: a link that does not answer, a quarantine after a failed swap. */
final class Obstacles extends Levers {

    Obstacles(Situation situation, String model, FieldUses uses) {
        super(situation, model, uses);
        subject.contenders().forEach(this::obstacles);
    }

    private void obstacles(Contender contender) {
        Candidate candidate = contender.candidate();
        if (!candidate.isLocal()) {
            choice(
                    candidate.gear() + " isReachable",
                    Kind.GEAR,
                    candidate.isReachable(),
                    List.of(true, false),
                    (s, to) -> s.withCandidate(candidate.model(), candidate.gear(), "isReachable", to));
        }
        if (contender.quarantined() != null) {
            choice(
                    candidate.gear() + " isQuarantined",
                    Kind.GEAR,
                    true,
                    List.of(false),
                    (s, to) -> s.withoutQuarantine(candidate.model(), candidate.gear()));
        }
    }
}
