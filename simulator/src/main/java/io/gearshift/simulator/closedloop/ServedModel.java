package io.gearshift.simulator.closedloop;

import io.gearshift.core.estimate.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up what one model answered in one interval. */
final class ServedModel {

    private static final class Sum {
        private long requests;
        private long errors;
        private long late;
        private double latencyMs;
        private double mostMs;
        private double energyMj;
        private double bytes;
    }

    private final SortedMap<String, Sum> gears = new TreeMap<>();
    private @Nullable Sum last;
    private @Nullable String lastGear;
    private long misses;
    private long refused;
    private double accuracySum;

    /** Requests of one gear come in a row. */
    private Sum sum(String gear) {
        Sum known = last;
        if (known == null || !gear.equals(lastGear)) {
            known = gears.computeIfAbsent(gear, name -> new Sum());
            last = known;
            lastGear = gear;
        }
        return known;
    }

    void answered(String gear, double latencyS, boolean isLate, double accuracy, double bytes) {
        Sum sum = sum(gear);
        double ms = latencyS * 1000;
        sum.requests++;
        sum.latencyMs += ms;
        sum.mostMs = Math.max(sum.mostMs, ms);
        sum.bytes += bytes;
        if (isLate) {
            sum.late++;
            misses++;
        } else {
            accuracySum += accuracy;
        }
    }

    /** No answer at all. */
    void failed(String gear) {
        sum(gear).errors++;
        misses++;
        refused++;
    }

    /** Nothing was there to answer. */
    void unanswered() {
        misses++;
        refused++;
    }

    void spent(String gear, double energyJ) {
        if (energyJ > 0) {
            sum(gear).energyMj += energyJ * 1000;
        }
    }

    long misses() {
        return misses;
    }

    long refused() {
        return refused;
    }

    double accuracySum() {
        return accuracySum;
    }

    List<Observation> observations(String model) {
        List<Observation> all = new ArrayList<>();
        gears.forEach((gear, sum) -> {
            if (sum.requests > 0 || sum.errors > 0) {
                all.add(new Observation(
                        model,
                        gear,
                        sum.requests,
                        sum.errors,
                        sum.late,
                        sum.requests == 0 ? 0 : sum.latencyMs / sum.requests,
                        sum.mostMs,
                        sum.energyMj,
                        Math.round(sum.bytes)));
            }
        });
        return all;
    }
}
