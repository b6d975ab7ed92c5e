package io.gearshift.core.trace;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Relaxation;
import java.time.Instant;
import java.util.List;

/**
 * What a recording is of.
 *
 * @param format version of the layout, 1
 * @param device host name and kernel, as far as the recorder knew
 * @param policy the rules in force at the start; replaying needs the same ones
 */
public record TraceManifest(
        int format,
        String device,
        Instant startedAt,
        String run,
        PolicyId policy,
        Objective objective,
        List<Relaxation> relaxationOrder) {

    public static final String FILE = "manifest.json";
    public static final String EVENTS = "events.jsonl";
    public static final String DECISIONS = "decisions.jsonl";

    /** Empty; there from the recording's begin until it is closed. */
    public static final String OPEN = "open";
}
