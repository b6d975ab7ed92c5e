package io.gearshift.registry.derive;

import io.gearshift.registry.derive.split.CutCost;
import io.gearshift.registry.manifest.SplitVariant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cuts of a model, and the variants that were registered.
 *
 * @param operators of the model that hang on its inputs
 * @param looked number of cuts whose bytes and times were compared
 * @param different number of those that were tried and do not answer bit for bit as the whole
 * @param inputBytes of one sample: what it takes to send the inputs instead
 * @param wholeMs the whole model's time here, one thread, one sample
 * @param front by the size of the head
 */
public record SplitResult(
        int operators,
        int looked,
        int different,
        long inputBytes,
        double wholeMs,
        int samples,
        boolean areInputsReal,
        List<Point> front) {

    public SplitResult {
        front = List.copyOf(front);
    }

    /**
     * A cut on the Pareto front.
     *
     * @param variant null when it was not registered
     */
    public record Point(CutCost cost, @Nullable SplitVariant variant) {}
}
