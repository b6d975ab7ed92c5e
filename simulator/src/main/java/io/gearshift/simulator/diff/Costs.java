package io.gearshift.simulator.diff;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one policy cost on one recording or on several. Requests are the recording's; what each would have cost in the gear in
 * force is the loop's own estimate of that moment, so all of it is modelled.
 *
 * @param requests that came while a gear was in force
 * @param answersJ energy of their answers, joules
 * @param swapsJ energy of making gears ready: load time times one busy core
 * @param misses expected number of answers later than the model's objective
 * @param accuracySum accuracy of the answers in time, summed; a late one counts nothing
 * @param swaps begun
 * @param faults turns in which the rules were stopped
 * @param inGear seconds in force, by model, then gear
 */
public record Costs(
        long requests,
        double answersJ,
        double swapsJ,
        double misses,
        double accuracySum,
        int swaps,
        int faults,
        SortedMap<String, SortedMap<String, Double>> inGear) {

    public static final Costs NONE = new Costs(0, 0, 0, 0, 0, 0, 0, new TreeMap<>());

    public Costs {
        inGear = Collections.unmodifiableSortedMap(inGear);
    }

    public double energyJ() {
        return answersJ + swapsJ;
    }

    /** Mean accuracy of all answers where a late one counts as wrong; 0 without requests. */
    public double effectiveAccuracy() {
        return requests == 0 ? 0 : accuracySum / requests;
    }

    public Costs plus(Costs other) {
        SortedMap<String, SortedMap<String, Double>> both = new TreeMap<>();
        inGear.forEach((model, gears) -> both.put(model, new TreeMap<>(gears)));
        other.inGear.forEach((model, gears) -> {
            SortedMap<String, Double> sums = both.computeIfAbsent(model, name -> new TreeMap<>());
            gears.forEach((gear, seconds) -> sums.merge(gear, seconds, Double::sum));
        });
        return new Costs(
                requests + other.requests,
                answersJ + other.answersJ,
                swapsJ + other.swapsJ,
                misses + other.misses,
                accuracySum + other.accuracySum,
                swaps + other.swaps,
                faults + other.faults,
                both);
    }
}
