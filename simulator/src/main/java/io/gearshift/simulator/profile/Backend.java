package io.gearshift.simulator.profile;

import java.util.Locale;

/** What computes. */
public enum Backend {
    /** Microcontrollers too. */
    CPU,
    GPU,
    /** NPU, DSP, TPU or another circuit made for networks. */
    NPU,
    /** A server; the time includes the way there. */
    REMOTE,
    /** The table does not say. */
    UNTOLD;

    /** As the provider of a gear is called. */
    public String provider() {
        return name().toLowerCase(Locale.ROOT);
    }
}
