package io.gearshift.core.decision;

/** Why, as an enum for metrics; the reason tree beside it says it with values. */
public enum ReasonCode {
    /** First gear of a model. */
    STARTUP,
    /** The active gear is still the best choice. */
    BEST,
    /** The active gear was forbidden by a rule. */
    FORBIDDEN,
    /** The active gear broke a constraint. */
    CONSTRAINT,
    /** Another gear scores better by more than the switch costs. */
    BETTER,
    /** A rule or a person pinned the gear. */
    PINNED,
    /** A better gear must wait for the dwell to pass. */
    DWELL,
    /** A better gear is not better by the margin, or was forbidden until a moment ago. */
    HYSTERESIS,
    /** No gear can be made ready: each failed its last swap and waits for its next try. */
    QUARANTINE,
    /** A swap of this model is under way. */
    SWAPPING,
    /** The policy failed; the last good decision stays in force. */
    POLICY_FAULT,
    /** Nothing fits all constraints; some were given up. */
    DEGRADED,
    /** Everything is forbidden; the lightest local gear is the last resort. */
    LAST_RESORT,
    /** The gear in force is gone from the registry or lost its backend. */
    GEAR_LOST
}
