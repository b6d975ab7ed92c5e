package io.gearshift.simulator.sweep;

import io.gearshift.simulator.closedloop.Scenario;
import io.jenetics.ext.moea.Pareto;
import io.jenetics.util.ISeq;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a sweep found.
 *
 * @param given the pack and the loop as they are
 * @param points all that was run, without {@code given}
 * @param front those of them that no other one beats in energy, misses and accuracy at once, the least energy first; of several
 *     with the same figures the first
 * @param best the one of the front that costs least
 * @param errorJ what a wrong answer costs
 */
public record SweepResult(
        String pack,
        List<Scenario> scenarios,
        List<Knob> knobs,
        long seed,
        double errorJ,
        Point given,
        List<Point> points,
        List<Point> front,
        Point best) {

    public SweepResult {
        scenarios = List.copyOf(scenarios);
        knobs = List.copyOf(knobs);
        points = List.copyOf(points);
        front = List.copyOf(front);
    }

    static SweepResult of(
            String pack,
            List<Scenario> scenarios,
            List<Knob> knobs,
            long seed,
            double errorJ,
            Point given,
            List<Point> points) {
        List<Point> front = front(points);
        Point best = front.stream()
                .min(Comparator.comparingDouble((Point point) -> point.outcome().costJ())
                        .thenComparingInt(Point::id))
                .orElseThrow();
        return new SweepResult(pack, scenarios, knobs, seed, errorJ, given, points, front, best);
    }

    static List<Point> front(List<Point> points) {
        Set<List<Double>> seen = new HashSet<>();
        List<Point> distinct = new ArrayList<>();
        for (Point point : points) {
            double[] aims = point.outcome().aims();
            if (seen.add(List.of(aims[0], aims[1], aims[2]))) {
                distinct.add(point);
            }
        }
        ISeq<Point> front = Pareto.front(
                ISeq.of(distinct),
                (a, b) -> -Pareto.dominance(a.outcome().aims(), b.outcome().aims()));
        return front.stream()
                .sorted(Comparator.comparingDouble(
                                (Point point) -> point.outcome().energyJ())
                        .thenComparingInt(Point::id))
                .toList();
    }

    boolean isOnFront(Point point) {
        return front.contains(point);
    }
}
