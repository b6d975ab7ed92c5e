package io.gearshift.registry.gear;

import java.time.Duration;

/** Told when a remote endpoint was tried or its link changed, on any thread: return at once. */
public interface LinkListener {

    /** @param rtt round trip; zero when not reachable */
    void onLink(String endpoint, boolean isReachable, Duration rtt);
}
