package io.gearshift.simulator.closedloop;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.reading.Reading;
import io.gearshift.simulator.plant.Radio;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From one turn of the loop to the next: what comes from outside and no gear can change.
 *
 * @param at its end
 * @param fromS its beginning, from the scenario's start, without what was left out
 * @param seconds its length
 * @param before events at or after its beginning that go to the driver as they are, in order
 * @param passed readings that the device model has nothing to say about
 * @param backgroundCores kept busy by others at full speed
 * @param demands in the order of their models' names
 * @param rttS of each endpoint that answers
 * @param farSlowness how many times its usual time the far side takes
 * @param radio that is in use; null for none
 */
public record Interval(
        Instant at,
        double fromS,
        double seconds,
        List<LoopEvent> before,
        List<Reading> passed,
        double backgroundCores,
        double chargerW,
        List<Demanded> demands,
        Map<String, Double> rttS,
        double farSlowness,
        @Nullable Radio radio) {

    /**
     * Requests for one model.
     *
     * @param objectiveMs in force; null for none
     * @param traffic of a remote answer
     * @param arrivalS from the interval's beginning, ascending
     * @param ownS [gear][request]: the answer's time alone and at full speed, without any network
     */
    public record Demanded(
            ModelSpec spec,
            @Nullable Double objectiveMs,
            AssumedNetwork.Traffic traffic,
            double[] arrivalS,
            double[][] ownS) {

        /** Standard normal quantile of 0.95: a profile tells its scatter by that percentile. */
        private static final double Z95 = 1.6449;

        /** @param scatter standard normal, one for each request; times are lognormal about each gear's median */
        static Demanded of(
                ModelSpec spec,
                @Nullable Double objectiveMs,
                AssumedNetwork.Traffic traffic,
                double[] arrivalS,
                double[] scatter) {
            double[][] own = new double[spec.gears().size()][scatter.length];
            for (int gear = 0; gear < own.length; gear++) {
                Profile profile = spec.gears().get(gear).profile();
                double sigma = StrictMath.log(profile.latencyP95Ms() / profile.latencyP50Ms()) / Z95;
                for (int i = 0; i < scatter.length; i++) {
                    own[gear][i] = profile.latencyP50Ms() / 1000 * StrictMath.exp(sigma * scatter[i]);
                }
            }
            return new Demanded(spec, objectiveMs, traffic, arrivalS, own);
        }

        double ownS(GearSpec gear, int request) {
            int place = 0;
            while (spec.gears().get(place) != gear) {
                place++;
            }
            return ownS[place][request];
        }
    }

    public Interval {
        before = List.copyOf(before);
        passed = List.copyOf(passed);
        demands = List.copyOf(demands);
        rttS = Map.copyOf(rttS);
    }
}
