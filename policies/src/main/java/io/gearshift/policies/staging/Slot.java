package io.gearshift.policies.staging;

import io.gearshift.policies.bundle.Bundle;

/**
 * A bundle by name.
 *
 * @param digest of what is signed in it, hex
 * @param name of its pack
 */
public record Slot(String digest, String name, String version) {

    public static Slot of(Bundle bundle) {
        return new Slot(bundle.digest(), bundle.head().name(), bundle.head().version());
    }

    /** For people. */
    public String shown() {
        return name + " " + version + " (" + digest.substring(0, Math.min(12, digest.length())) + ")";
    }
}
