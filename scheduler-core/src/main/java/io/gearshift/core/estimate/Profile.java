package io.gearshift.core.estimate;

/**
 * What a gear cost when it was measured alone on this device, or what is assumed until it is.
 *
 * @param isMeasured false while the figures are guesses from the file's size
 * @param loadMs from file to session, with the prepacked cache when there is one
 * @param latencyP50Ms of one inference on a sample input
 * @param latencyP95Ms of the same
 * @param memoryBytes resident growth after load and warm-up
 * @param energyMj per inference
 * @param isEnergyMeasured by a power sensor; false means CPU time times the stated watts per core
 */
public record Profile(
        boolean isMeasured,
        double loadMs,
        double latencyP50Ms,
        double latencyP95Ms,
        double memoryBytes,
        double energyMj,
        boolean isEnergyMeasured) {

    public Profile {
        if (!(latencyP50Ms > 0) || !(latencyP95Ms >= latencyP50Ms) || memoryBytes < 0 || energyMj < 0 || loadMs < 0) {
            throw new IllegalArgumentException("profile: loadMs " + loadMs + ", p50 " + latencyP50Ms + ", p95 "
                    + latencyP95Ms + ", memoryBytes " + memoryBytes + ", energyMj " + energyMj
                    + " (expected: non-negative, 0 < p50 <= p95)");
        }
    }
}
