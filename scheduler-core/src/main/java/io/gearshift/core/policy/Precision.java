package io.gearshift.core.policy;

/** Numeric precision of a variant's weights, as its manifest states it. */
public enum Precision {
    FP32,
    FP16,
    BF16,
    INT8,
    INT4,
    MIXED
}
