package io.gearshift.core.observe;

import io.gearshift.core.decision.Decision;
import java.time.Instant;

/**
 * Where a policy that runs beside the one in force would have decided otherwise. Never applied.
 *
 * @param shadowOf id of the decision of the policy in force
 * @param gear that decision's gear
 * @param summary that decision's sentence
 * @param shadow what would have been decided; its id is {@code shadowOf} with an {@code s} behind, so that no decision has it
 */
public record ShadowDecision(String shadowOf, Instant at, String model, String gear, String summary, Decision shadow) {

    /** @param shadow differs from {@code decision}, which is in force */
    public static ShadowDecision of(Instant at, Decision decision, Decision shadow) {
        return new ShadowDecision(
                decision.id(),
                at,
                decision.model(),
                decision.gear(),
                decision.summary(),
                shadow.withId(decision.id() + "s"));
    }
}
