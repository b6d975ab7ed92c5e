package io.gearshift.registry.profile;

import io.gearshift.registry.onnx.OperatorTime;
import java.util.List;

/**
 * What a gear costs under given conditions.
 *
 * @param measurement of one inference of the whole batch
 * @param interval of the median latency in milliseconds, 95 % confidence
 * @param isPrecise the interval is as narrow as was asked for; false when time was up before
 * @param hotSpots operators that take most, the first the most; empty when not asked for
 */
public record PointResult(
        Measurement measurement, MedianInterval interval, boolean isPrecise, List<OperatorTime> hotSpots) {

    public PointResult {
        hotSpots = List.copyOf(hotSpots);
    }
}
