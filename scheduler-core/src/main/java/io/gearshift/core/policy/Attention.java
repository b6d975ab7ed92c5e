package io.gearshift.core.policy;

/** Whether a person waits for the answer. */
public enum Attention {
    /** A person waits for it. */
    INTERACTIVE,
    /** Nobody waits. */
    BACKGROUND
}
