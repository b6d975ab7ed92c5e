package io.gearshift.core.swap;

/** The phases of a swap, in order. A failure in any of the first three keeps the old gear. */
public enum SwapPhase {
    LOAD,
    WARM_UP,
    CANARY,
    CUT_OVER,
    DRAIN,
    CLOSE
}
