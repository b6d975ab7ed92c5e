package io.gearshift.policies.staging;

import org.jspecify.annotations.Nullable;

/** What is to be done, in order. */
public sealed interface StagingEffect {

    /** Load it and run its tests; comes back as {@link Staging#passed} or {@link Staging#failed}. */
    record Check(Slot slot) implements StagingEffect {}

    /** Let it decide beside the policy in force, instead of any other that does. */
    record StartShadow(Slot slot) implements StagingEffect {}

    record StopShadow() implements StagingEffect {}

    /** Put it in force; null is the pack that the configuration names. When it fails: {@link Staging#notActivated}. */
    record Activate(@Nullable Slot slot) implements StagingEffect {}

    /** Tell people: log, counters, event stream. */
    record Say(News news, @Nullable Slot slot, String text) implements StagingEffect {}

    enum News {
        REFUSED,
        STAGED,
        ACTIVATED,
        KEPT,
        ROLLED_BACK
    }
}
