package io.gearshift.registry.profile;

import io.gearshift.registry.gear.GearName;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import java.util.Optional;

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

    /** Empty for a cloud gear, and for a gear that is not the manifest's. */
    public static Optional<Job> of(Manifest manifest, String gear) {
        return GearName.parse(gear)
                .flatMap(name -> manifest.variant(name.variant())
                        .filter(Variant::isLocal)
                        .map(variant -> new Job(manifest, variant, name.provider(), name.threads())));
    }

    public String gear() {
        return new GearName(variant.name(), provider, threads).toString();
    }
}
