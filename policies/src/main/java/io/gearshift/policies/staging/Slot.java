package io.gearshift.policies.staging;

/**
 * A bundle by name.
 *
 * @param digest of what is signed in it, hex
 * @param name of its pack
 */
public record Slot(String digest, String name, String version) {

    /** For people. */
    public String shown() {
        return name + " " + version + " (" + digest.substring(0, Math.min(12, digest.length())) + ")";
    }
}
