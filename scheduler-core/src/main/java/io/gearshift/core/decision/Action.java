package io.gearshift.core.decision;

/** The two decisions. */
public enum Action {
    HOLD,
    SHIFT
}
