package io.gearshift.simulator.closedloop;

import io.gearshift.core.estimate.Observation;
import io.gearshift.simulator.plant.DeviceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The modelled device at the end of an interval.
 *
 * @param loadRatio busy share of all cores over the interval, 0..1
 * @param powerW of the whole device over the interval, without the battery's loss
 * @param gears in force, by model; a model without any is absent
 * @param served in the interval, as the daemon would have told it
 */
public record Moment(
        Instant at,
        DeviceStatus device,
        double loadRatio,
        double powerW,
        Map<String, String> gears,
        List<Observation> served) {

    public Moment {
        gears = Map.copyOf(gears);
        served = List.copyOf(served);
    }
}
