package io.gearshift.core.estimate;

/**
 * What one gear's traffic cost since the last report.
 *
 * @param requests answers given by this gear
 * @param errors requests this gear failed (answered by another gear or refused)
 * @param late answers later than the model's objective
 * @param meanLatencyMs of the answers
 * @param maxLatencyMs of the answers
 * @param energyMj total of the answers; 0 when not measured
 * @param bytesSent to the cloud
 */
public record Observation(
        String model,
        String gear,
        long requests,
        long errors,
        long late,
        double meanLatencyMs,
        double maxLatencyMs,
        double energyMj,
        long bytesSent) {}
