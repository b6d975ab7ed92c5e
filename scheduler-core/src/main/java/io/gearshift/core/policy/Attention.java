package io.gearshift.core.policy;

/** Whether a person waits for the answer. */
public enum Attention {
    INTERACTIVE,
    BACKGROUND
}
