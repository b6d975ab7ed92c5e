package io.gearshift.registry.derive;

import io.gearshift.registry.derive.split.Link;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Variants in two parts to be made.
 *
 * @param parent local
 * @param name of the variants to come; each gets a number behind it
 * @param inputs folder with one {@code <input>.npy} an input, to compare on; null to generate some
 * @param links over which the cuts are compared; where not all are kept, those that are fastest there are
 * @param cloudSpeedup how many times as fast the other machine computes
 * @param mostCuts that are registered
 * @param endpoint that serves the tails; empty when none does yet
 * @param tool name and version that the manifest records
 */
public record SplitRequest(
        Manifest manifest,
        Variant parent,
        String name,
        @Nullable Path inputs,
        List<Link> links,
        double cloudSpeedup,
        int mostCuts,
        String endpoint,
        String tool) {

    public SplitRequest {
        links = List.copyOf(links);
        if (links.isEmpty() || !(cloudSpeedup > 0) || mostCuts < 1) {
            throw new IllegalArgumentException("links " + links + ", cloudSpeedup " + cloudSpeedup + ", mostCuts "
                    + mostCuts + " (expected: at least one, more than 0, at least 1)");
        }
    }
}
