package io.gearshift.daemon.rollout;

import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.staging.Served;
import io.gearshift.policies.staging.Slot;
import io.gearshift.policies.staging.StagingEffect;
import org.jspecify.annotations.Nullable;

/** What the rollout asks of the daemon. Called on the rollout's thread alone; all may block. */
public interface PolicySwitch {

    /** Loads it and runs its tests. @return why it is not good; empty when it is */
    String check(Bundle bundle);

    /** Lets it decide beside the policy in force. @return why it cannot; empty when it does */
    String startShadow(Bundle bundle);

    void stopShadow();

    /** Turns in which the one in shadow failed. */
    long shadowFaults();

    /**
     * Puts it in force.
     *
     * @param bundle null is the configured pack
     * @return why it cannot be, the old one is in force then; empty when it is
     */
    String activate(@Nullable Bundle bundle);

    /** Since the process began. */
    Served served();

    /** For log, counters and event stream. */
    void say(StagingEffect.News news, @Nullable Slot slot, String text);

    /** One look at the server. */
    void pulled(Pull outcome, String problem);

    enum Pull {
        FETCHED,
        UNCHANGED,
        /** The server could not be reached, or answered with something else. */
        FAILED,
        /** What it sent is damaged, or not signed by a trusted key. */
        UNTRUSTED
    }
}
