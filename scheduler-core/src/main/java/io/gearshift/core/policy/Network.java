package io.gearshift.core.policy;

/** What the network allows now. */
public enum Network {
    UNKNOWN,
    OFFLINE,
    METERED,
    ONLINE
}
