package io.gearshift.registry.derive;

import io.gearshift.registry.derive.check.Agreement;

/** The accuracy that the manifest states for a derived variant. Pure. */
final class Accuracies {

    private Accuracies() {}

    /**
     * With labels: the parent's stated accuracy and the difference of both on the same inputs, so that a small test set
     * does not shift it. Without: as if every changed answer had become wrong.
     *
     * @param parent 0..1, as its manifest states it
     * @return 0..1
     */
    static double estimate(double parent, Agreement agreement) {
        return Math.max(0, Math.min(1, parent - agreement.lossPoints() / 100));
    }
}
