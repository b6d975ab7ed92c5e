package io.gearshift.policies.explain;

import io.gearshift.core.policy.Policy;
import io.gearshift.policies.explain.Flip.Change;
import io.gearshift.policies.explain.Lever.Dial;
import io.gearshift.policies.explain.Lever.Switch;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Moves levers and decides again, and counts how often. A dial is moved both ways, outward from where it is, over the values
 * at which a decision can turn, each with its two neighbours; one that is smooth also over a grid between them. Between the
 * last value that does not flip and the first that does, the edge is found by halving.
 */
final class Trials {

    /** Points each way of a smooth dial, nearer together near the present value. */
    private static final int GRID = 10;

    private static final int HALVINGS = 40;

    /** To either side of a value at which a decision can turn, relative to it. */
    private static final double STEP = 1e-6;

    /** Decisions for pairs: a person waits for the answer. */
    private static final int MOST_PAIRS = 1200;

    /** Pairs whose least changes are sought. */
    private static final int MOST_SHRUNK = 3;

    /** Two levers that flip together, the first with this value. */
    record Pair(Lever first, Object at, Lever second, double size) {}

    private final Policy policy;
    private final String model;
    private final Predicate<String> isGoal;
    private int count;

    Trials(Policy policy, String model, Predicate<String> isGoal) {
        this.policy = policy;
        this.model = model;
        this.isGoal = isGoal;
    }

    /** Decisions so far. */
    int count() {
        return count;
    }

    String gear(Setup setup) {
        count++;
        return setup.gear(policy, model);
    }

    /** Null when the fact cannot have this value. */
    static @Nullable Setup set(Setup setup, Lever lever, Object value) {
        try {
            return lever instanceof Dial dial
                    ? dial.set().apply(setup, (Double) value)
                    : ((Switch) lever).set().apply(setup, value);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean holds(Setup setup, Lever lever, Object value) {
        Setup changed = set(setup, lever, value);
        return changed != null && isGoal.test(gear(changed));
    }

    /** The least change of the lever that flips; null when none does. */
    @Nullable
    Change least(Lever lever, Setup setup) {
        return changes(lever, setup).stream()
                .min(Comparator.comparingDouble(change -> size(change, lever)))
                .orElse(null);
    }

    /** A change that was tried and is not the least one: where the lever is now, nothing flips. */
    static Change coarse(Lever lever, Object to) {
        return lever instanceof Dial dial
                ? new Change(dial.name(), dial.kind(), dial.now(), to, dial.unit(), dial.from())
                : new Change(lever.name(), lever.kind(), ((Switch) lever).now(), to, "", null);
    }

    /** The same, for a dial the least either way. */
    List<Change> changes(Lever lever, Setup setup) {
        if (lever instanceof Dial dial) {
            return Stream.of(turn(dial, setup, points(dial, false)), turn(dial, setup, points(dial, true)))
                    .filter(Objects::nonNull)
                    .toList();
        }
        Switch choice = (Switch) lever;
        return choice.others().stream()
                .filter(other -> holds(setup, choice, other))
                .limit(1)
                .map(other -> new Change(choice.name(), choice.kind(), choice.now(), other, "", null))
                .toList();
    }

    private @Nullable Change turn(Dial dial, Setup setup, Iterable<Double> outward) {
        double before = dial.from();
        for (double point : outward) {
            if (holds(setup, dial, point)) {
                return edge(dial, setup, before, point);
            }
            before = point;
        }
        return null;
    }

    private static Iterable<Double> points(Dial dial, boolean isUp) {
        NavigableSet<Double> points = new TreeSet<>();
        double end = isUp ? dial.max() : dial.min();
        for (int i = 1; dial.isSmooth() && i <= GRID; i++) {
            double share = (double) i / GRID;
            double point = dial.from() + (end - dial.from()) * share * share;
            points.add(dial.isWhole() ? Math.rint(point) : point);
        }
        for (double point : dial.points()) {
            double step = dial.isWhole() ? 1 : step(point);
            points.addAll(List.of(point - step, point, point + step));
        }
        points.removeIf(p -> p < dial.min() || p > dial.max());
        return isUp
                ? points.tailSet(dial.from(), false)
                : points.headSet(dial.from(), false).descendingSet();
    }

    private static double step(double point) {
        return Math.max(1e-9, Math.abs(point) * STEP);
    }

    private Change edge(Dial dial, Setup setup, double outside, double inside) {
        double out = outside;
        double in = inside;
        double enough = dial.isWhole() ? 1 : 1.5 * step(inside);
        for (int i = 0; i < HALVINGS && Math.abs(in - out) > enough; i++) {
            double middle = out + (in - out) / 2;
            middle = dial.isWhole() ? Math.rint(middle) : middle;
            if (holds(setup, dial, middle)) {
                in = middle;
            } else {
                out = middle;
            }
        }
        boolean isRound = isRound(dial, in) || isRound(dial, out);
        double to = isRound || dial.isWhole() ? in : rounded(dial, setup, in);
        return new Change(dial.name(), dial.kind(), dial.now(), to, dial.unit(), out);
    }

    /** A bound that people can read as it is. */
    private static boolean isRound(Dial dial, double point) {
        return dial.points().contains(point) && Change.digits(point) <= 6;
    }

    /** A value people can read, no nearer than the edge and hardly farther, that flips as well. */
    private double rounded(Dial dial, Setup setup, double edge) {
        boolean isUp = edge > dial.from();
        RoundingMode mode = isUp ? RoundingMode.CEILING : RoundingMode.FLOOR;
        for (int digits = 3; digits <= 12; digits += 3) {
            double near =
                    new BigDecimal(edge).round(new MathContext(digits, mode)).doubleValue();
            boolean isWithin = near >= dial.min() && near <= dial.max();
            boolean isFar =
                    Math.abs(near - edge) > Math.max(0.01 * Math.abs(edge), 0.02 * Math.abs(edge - dial.from()));
            if (isWithin && !isFar && holds(setup, dial, near)) {
                return near;
            }
        }
        return edge;
    }

    /** Those whose first values are nearest, a few; what was tried is bounded. */
    List<Pair> pairs(List<Lever> levers, Setup setup) {
        List<Pair> found = new ArrayList<>();
        int most = count + MOST_PAIRS;
        for (int i = 0; i < levers.size(); i++) {
            for (Object first : few(levers.get(i))) {
                Setup half = set(setup, levers.get(i), first);
                for (int j = i + 1; half != null && j < levers.size(); j++) {
                    for (Object second : few(levers.get(j))) {
                        if (count < most && holds(half, levers.get(j), second)) {
                            double size = size(levers.get(i), first) + size(levers.get(j), second);
                            found.add(new Pair(levers.get(i), first, levers.get(j), size));
                        }
                    }
                }
            }
        }
        found.sort(Comparator.comparingDouble(Pair::size));
        return found.stream().limit(MOST_SHRUNK).toList();
    }

    /**
     * Of a dial, both ways: the nearest value at which a decision can turn, one not far, and the end. Where it turns may
     * only show once the other lever has moved.
     */
    private static List<?> few(Lever lever) {
        if (lever instanceof Switch choice) {
            return choice.others();
        }
        Dial dial = (Dial) lever;
        List<Double> few = new ArrayList<>();
        for (boolean isUp : new boolean[] {false, true}) {
            double end = isUp ? dial.max() : dial.min();
            Iterator<Double> way = points(dial, isUp).iterator();
            double some = dial.from() + (end - dial.from()) / 4;
            few.addAll(List.of(way.hasNext() ? way.next() : end, dial.isWhole() ? Math.rint(some) : some, end));
        }
        return few.stream().filter(point -> point != dial.from()).distinct().toList();
    }

    static double size(Change change, Lever lever) {
        return size(lever, change.to());
    }

    private static double size(Lever lever, Object value) {
        if (!(lever instanceof Dial dial) || !(value instanceof Double to)) {
            return 1;
        }
        double larger = Math.max(Math.abs(dial.from()), Math.abs(to));
        return larger == 0 ? 0 : Math.abs(to - dial.from()) / larger;
    }
}
