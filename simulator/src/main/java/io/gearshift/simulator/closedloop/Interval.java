package io.gearshift.simulator.closedloop;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.reading.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From one turn of the loop to the next: what comes from outside and no gear can change.
 *
 * @param at its end
 * @param seconds its length
 * @param before events at or after its beginning that go to the driver as they are, in order
 * @param passed readings that the device model has nothing to say about
 * @param backgroundCores kept busy by others at full speed
 * @param demands in the order of their models' names
 * @param rttS of each endpoint that answers
 */
public record Interval(
        Instant at,
        double seconds,
        List<LoopEvent> before,
        List<Reading> passed,
        double backgroundCores,
        double chargerW,
        List<Demanded> demands,
        Map<String, Double> rttS) {

    /**
     * Requests for one model.
     *
     * @param objectiveMs in force; null for none
     * @param arrivalS from the interval's beginning, ascending
     * @param scatter standard normal, one for each request
     */
    public record Demanded(ModelSpec spec, @Nullable Double objectiveMs, double[] arrivalS, double[] scatter) {}

    public Interval {
        before = List.copyOf(before);
        passed = List.copyOf(passed);
        demands = List.copyOf(demands);
        rttS = Map.copyOf(rttS);
    }
}
