package io.gearshift.registry.derive.split;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The Pareto front of cuts in bytes on the wire, device time and cloud time. As the two times add up to about the same,
 * nearly every cut is on the exact front, many apart by less than can be measured; so times within a resolution count as
 * equal. Each cut that is left out has one on the front with no more bytes and both times at most the resolution longer.
 *
 * <p>Source: Laumanns and others, Combining convergence and diversity in evolutionary multiobjective optimization,
 * Evolutionary Computation 10, 2002 (additive epsilon-dominance).
 */
public final class Front {

    private Front() {}

    /** By the size of the head. */
    public static List<CutCost> of(List<CutCost> costs, double resolutionMs) {
        List<CutCost> ordered = new ArrayList<>(costs);
        ordered.sort(Comparator.comparingLong((CutCost cost) -> cost.cut().wireBytes())
                .thenComparingDouble(cost -> cost.deviceMs() + cost.cloudMs())
                .thenComparingInt(cost -> cost.cut().size()));
        List<CutCost> front = new ArrayList<>();
        for (CutCost cost : ordered) {
            if (front.stream().noneMatch(other -> covers(other, cost, resolutionMs))) {
                front.add(cost);
            }
        }
        front.sort(Comparator.comparingInt(cost -> cost.cut().size()));
        return front;
    }

    private static boolean covers(CutCost kept, CutCost other, double resolutionMs) {
        return kept.cut().wireBytes() <= other.cut().wireBytes()
                && kept.deviceMs() <= other.deviceMs() + resolutionMs
                && kept.cloudMs() <= other.cloudMs() + resolutionMs;
    }
}
