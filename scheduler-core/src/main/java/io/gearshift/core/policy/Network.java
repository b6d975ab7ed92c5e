package io.gearshift.core.policy;

/** What the network allows now. */
public enum Network {
    /** No fresh reading. */
    UNKNOWN,
    /** No link is up. */
    OFFLINE,
    /** Every link that is up costs by volume. */
    METERED,
    /** A link is up that costs nothing by volume. */
    ONLINE
}
