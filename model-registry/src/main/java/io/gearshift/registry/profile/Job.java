package io.gearshift.registry.profile;

import io.gearshift.registry.gear.GearName;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;

/**
 * A local gear to measure.
 *
 * @param provider lower-case short name
 */
public record Job(Manifest manifest, Variant variant, String provider, int threads) {
    public Job {
        if (!variant.isLocal()) {
            throw new IllegalArgumentException(
                    manifest.name() + "/" + variant.name() + ": remote (expected: a local variant)");
        }
    }

    public String gear() {
        return new GearName(variant.name(), provider, threads).toString();
    }
}
