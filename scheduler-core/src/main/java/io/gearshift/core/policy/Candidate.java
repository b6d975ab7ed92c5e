package io.gearshift.core.policy;

/**
 * A gear under consideration with what it is expected to cost now.
 *
 * @param model name of the model that it serves
 * @param gear its name, {@code variant@provider:threads}
 * @param variant name of the build of the model
 * @param precision of its weights
 * @param location where it computes
 * @param provider lower-case short name of the execution provider ({@code cpu}, {@code cuda}, {@code qnn}, ...), or
 *     {@code remote}
 * @param threads that one answer may use
 * @param accuracy of the variant on the manifest's metric, 0..1
 * @param accuracyLoss points (0..1) below the model's best variant
 * @param latencyMs expected answer time under the present contention
 * @param latencyP95Ms the same at the 95th percentile
 * @param energyMj expected energy per answer on this device
 * @param memoryBytes resident memory once loaded
 * @param isActive serves now
 * @param isLoaded resident now, so a switch costs only the cut-over
 * @param isLightest the local gear of its model with the least energy, then the least memory
 * @param isReachable false for a cloud gear whose endpoint does not answer; true for local ones
 */
public record Candidate(
        String model,
        String gear,
        String variant,
        Precision precision,
        Location location,
        String provider,
        @Quantity(unit = "count", min = 0, max = 4_096) int threads,
        @Quantity(unit = "ratio", min = 0, max = 1) double accuracy,
        @Quantity(unit = "ratio", min = 0, max = 1) double accuracyLoss,
        @Quantity(unit = "ms", min = 0) double latencyMs,
        @Quantity(unit = "ms", min = 0) double latencyP95Ms,
        @Quantity(unit = "mJ", min = 0) double energyMj,

        @Quantity(unit = "bytes", min = 0, usualMin = 65_536)
        double memoryBytes,

        boolean isActive,
        boolean isLoaded,
        boolean isLightest,
        boolean isReachable) {

    /** Computes on this device. */
    public boolean isLocal() {
        return location == Location.LOCAL;
    }
}
