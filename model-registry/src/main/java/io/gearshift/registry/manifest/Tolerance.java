package io.gearshift.registry.manifest;

/**
 * How closely a variant must agree with the model's reference variant on a sample input before it may serve.
 *
 * @param value the bound of the metric
 */
public record Tolerance(Metric metric, double value) {

    /**
     * In force when a manifest states none: two outputs that share less direction than this are not two builds of one
     * model. Sample inputs are noise, on which an honest pruned variant can differ far more than on real data, so a
     * manifest states a bound that was measured for it.
     */
    public static final Tolerance DEFAULT = new Tolerance(Metric.COSINE, 0.5);

    /** How agreement is measured, over all outputs of the model. */
    public enum Metric {
        /** Cosine of the angle between the two outputs taken as vectors: at least the value, -1..1. */
        COSINE,
        /** Largest difference of two elements: at most the value. */
        MAX_ABS,
        /** Share of rows (along the last dimension) whose greatest element is the same: at least the value, 0..1. */
        TOP1
    }
}
