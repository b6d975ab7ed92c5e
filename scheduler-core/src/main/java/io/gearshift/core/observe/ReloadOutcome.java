package io.gearshift.core.observe;

/** How an attempt ended to put other rules in force. */
public enum ReloadOutcome {
    /** They are in force. */
    ACTIVATED,
    /** They are the ones in force already. */
    UNCHANGED,
    /** The text has errors. */
    REFUSED,
    /** The pack's own tests fail. */
    TESTS_FAILED,
    /** They could not be read, built or tried here and now: folder gone, disk full, compiler killed. */
    UNAVAILABLE
}
