package io.gearshift.core.decision;

import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Scene;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided for one model in one turn of the loop, with the whole reason tree.
 *
 * @param id unique over restarts: {@code <run>-<sequence>}
 * @param from the gear in force before; null for a model's first
 * @param gear the gear to be in force after
 * @param reason the reason of the action
 * @param summary one sentence a person can read, naming the rule or constraint and its values
 * @param isDegraded a constraint was given up; {@code relaxed} says which
 * @param reasons why this gear: rules, constraints, scores
 * @param considered every candidate with its score or why it was rejected, best first
 * @param runnerUp the next best gear; null when there is none
 */
public record Decision(
        String id,
        Instant at,
        String model,
        Action action,
        @Nullable String from,
        String gear,
        ReasonCode reason,
        String summary,
        boolean isDegraded,
        List<String> relaxed,
        List<Reason> reasons,
        List<Considered> considered,
        @Nullable String runnerUp,
        PolicyId policy,
        Device device,
        Scene scene) {

    public Decision {
        relaxed = List.copyOf(relaxed);
        reasons = List.copyOf(reasons);
        considered = List.copyOf(considered);
    }

    /** The same under another name. */
    public Decision withId(String other) {
        return new Decision(
                other,
                at,
                model,
                action,
                from,
                gear,
                reason,
                summary,
                isDegraded,
                relaxed,
                reasons,
                considered,
                runnerUp,
                policy,
                device,
                scene);
    }

    /**
     * One leaf of the reason tree.
     *
     * @param kind {@code rule}, {@code constraint}, {@code objective}, {@code pin}, {@code dwell}, ...
     * @param name the rule's or constraint's name
     * @param where file:line of a rule, else empty
     * @param text a person's sentence
     * @param evidence the values seen, e.g. {@code temperatureC = 96.0}
     */
    public record Reason(String kind, String name, String where, String text, List<String> evidence) {
        public Reason {
            evidence = List.copyOf(evidence);
        }

        /** Of no rule, so without place and values. */
        static Reason plain(String kind, String name, String text) {
            return new Reason(kind, name, "", text, List.of());
        }
    }

    /**
     * One candidate as the chooser saw it.
     *
     * @param score 0..1 plus preferences, higher is better; null when it was rejected before scoring
     * @param preferences rules that moved the score, each text with its weight
     * @param rejectedBy why it could not be chosen; empty when it could
     */
    public record Considered(
            String gear,
            @Nullable Double score,
            double latencyMs,
            double latencyP95Ms,
            double energyMj,
            double memoryBytes,
            double accuracy,
            List<Reason> preferences,
            List<Reason> rejectedBy) {
        public Considered {
            preferences = List.copyOf(preferences);
            rejectedBy = List.copyOf(rejectedBy);
        }
    }
}
