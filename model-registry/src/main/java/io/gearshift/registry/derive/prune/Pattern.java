package io.gearshift.registry.derive.prune;

/** Which weights may go. */
public enum Pattern {
    /** Whole channels and heads: what is left is a smaller dense model. */
    CHANNELS,
    /** Any weights become 0: the file packs smaller, nothing else. */
    UNSTRUCTURED,
    /** Two of each four inputs of an output become 0, which some processors compute faster; the others gain size alone. */
    TWO_OF_FOUR;

    public static final double TWO_OF_FOUR_RATIO = 0.5;
}
