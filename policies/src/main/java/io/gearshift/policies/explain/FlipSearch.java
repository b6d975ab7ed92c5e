package io.gearshift.policies.explain;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.decision.Subject;
import io.gearshift.core.policy.Policy;
import io.gearshift.policies.explain.Flip.Change;
import io.gearshift.policies.explain.Lever.Dial;
import io.gearshift.policies.explain.Lever.Switch;
import io.gearshift.policies.situation.Situation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches for the smallest changes that flip a decision, by deciding again. Each signal is moved both ways, outward from
 * where it is, over the constants of the rules and a grid; between the last point that does not flip and the first that
 * does the edge is found by halving. Policies are pure and quick (some 20 µs), so thousands of tries are affordable.
 *
 * <p>A flip that exists only between two neighbouring points of the grid is missed; what is told is always true.
 */
final class FlipSearch {

    /** Points each way. */
    private static final int GRID = 48;

    private static final int HALVINGS = 40;

    /** Points of each signal that pairs are made of. */
    private static final int PAIR_POINTS = 6;

    /** Decisions after which no further pair is tried: a person waits for the answer. */
    private static final int MOST_TRIES = 20_000;

    private final Situation situation;
    private final Policy policy;
    private final String model;
    private final @Nullable String goal;
    private final String now;
    private final List<Lever> levers;
    private int tries;

    /** @param goal gear or variant wanted; null for any other than now */
    FlipSearch(Situation situation, Policy policy, String model, @Nullable String goal, List<Lever> levers) {
        this.situation = situation;
        this.policy = policy;
        this.model = model;
        this.goal = goal;
        this.levers = levers;
        this.now = decide(situation).gear();
    }

    /** Smallest first; empty when neither one signal nor two do it. */
    List<Flip> flips() {
        List<Flip> flips = new ArrayList<>();
        double wait = waitS();
        Flip alone = wait > 0 ? flip(later(situation, wait), List.of(), wait, 0) : null;
        if (alone != null) {
            flips.add(alone);
            return flips;
        }
        for (Lever lever : levers) {
            Flip atOnce = single(lever, 0);
            Flip flip = atOnce != null || wait == 0 ? atOnce : single(lever, wait);
            if (flip != null) {
                flips.add(flip);
            }
        }
        if (flips.isEmpty()) {
            Flip pair = pair(wait);
            if (pair != null) {
                flips.add(pair);
            }
        }
        flips.sort(Comparator.comparingDouble(Flip::size)
                .thenComparing(flip -> flip.changes().get(0).signal()));
        return flips;
    }

    private @Nullable Flip single(Lever lever, double wait) {
        Situation base = wait > 0 ? later(situation, wait) : situation;
        Change change = lever instanceof Dial dial ? turn(dial, base) : toggle((Switch) lever, base);
        Situation changed = change == null ? null : set(base, lever, change.to());
        return change == null || changed == null ? null : flip(changed, List.of(change), wait, size(change, lever));
    }

    private @Nullable Flip flip(Situation changed, List<Change> changes, double wait, double size) {
        String gear = decide(changed).gear();
        return isGoal(gear) ? new Flip(gear, changes, wait, size) : null;
    }

    private @Nullable Change toggle(Switch lever, Situation base) {
        for (Object other : lever.others()) {
            if (holds(lever.set().apply(base, other))) {
                return new Change(lever.name(), lever.now(), other, "", null);
            }
        }
        return null;
    }

    /** The nearer of both ways. */
    private @Nullable Change turn(Dial dial, Situation base) {
        Change down = turn(dial, base, points(dial, false));
        Change up = turn(dial, base, points(dial, true));
        if (down == null || up == null) {
            return down == null ? up : down;
        }
        return size(down, dial) <= size(up, dial) ? down : up;
    }

    private @Nullable Change turn(Dial dial, Situation base, List<Double> points) {
        double before = dial.from();
        for (double point : points) {
            if (holds(dial, base, point)) {
                return edge(dial, base, before, point);
            }
            before = point;
        }
        return null;
    }

    private Change edge(Dial dial, Situation base, double outside, double inside) {
        double out = outside;
        double in = inside;
        for (int i = 0; i < HALVINGS && out != in; i++) {
            double middle = out + (in - out) / 2;
            if (holds(dial, base, middle)) {
                in = middle;
            } else {
                out = middle;
            }
        }
        double to = rounded(dial, base, in);
        return new Change(dial.name(), dial.now(), to, dial.unit(), out);
    }

    /** A value people can read, no nearer than the edge and hardly farther, that flips as well. */
    private double rounded(Dial dial, Situation base, double edge) {
        boolean isUp = edge > dial.from();
        double exact = new BigDecimal(edge).round(new MathContext(6)).doubleValue();
        if (holds(dial, base, exact)) { // 82 for 82.00000001: the bound itself
            return exact;
        }
        for (int decimals = 0; decimals <= 6; decimals++) {
            double value = new BigDecimal(edge)
                    .setScale(decimals, isUp ? RoundingMode.CEILING : RoundingMode.FLOOR)
                    .doubleValue();
            boolean isNear = Math.abs(value - edge) <= 0.02 * Math.abs(edge - dial.from());
            if (isNear && value >= dial.min() && value <= dial.max() && holds(dial, base, value)) {
                return value;
            }
        }
        return edge;
    }

    private static List<Double> points(Dial dial, boolean isUp) {
        double from = dial.from();
        double end = isUp ? dial.max() : dial.min();
        TreeSet<Double> points = new TreeSet<>();
        for (int i = 1; i <= GRID; i++) {
            double share = (double) i / GRID;
            points.add(from + (end - from) * share * share); // finer near the present value
        }
        for (double point : dial.points()) {
            double step = Math.max(1e-9, Math.abs(point) * 1e-6);
            points.addAll(List.of(point - step, point, point + step));
        }
        return (isUp ? points : points.descendingSet())
                .stream()
                        .filter(p -> isUp ? p > from && p <= end : p < from && p >= end)
                        .toList();
    }

    private @Nullable Flip pair(double wait) {
        Situation base = wait > 0 ? later(situation, wait) : situation;
        Flip best = null;
        for (int i = 0; i < levers.size(); i++) {
            for (Object first : few(levers.get(i))) {
                Situation half = set(base, levers.get(i), first);
                for (int j = i + 1; half != null && j < levers.size() && tries < MOST_TRIES; j++) {
                    for (Object second : few(levers.get(j))) {
                        Situation both = set(half, levers.get(j), second);
                        if (both == null || !isGoal(decide(both).gear())) {
                            continue;
                        }
                        Flip pair = shrunk(base, levers.get(i), first, levers.get(j), wait);
                        best = pair != null && (best == null || pair.size() < best.size()) ? pair : best;
                    }
                }
            }
        }
        return best;
    }

    /** With the first signal there, the least change of the second; then with that, the least of the first. */
    private @Nullable Flip shrunk(Situation base, Lever first, Object at, Lever second, double wait) {
        Situation half = Objects.requireNonNull(set(base, first, at));
        Change two = second instanceof Dial dial ? turn(dial, half) : toggle((Switch) second, half);
        Situation other = two == null ? null : set(base, second, two.to());
        Change one =
                other == null ? null : first instanceof Dial dial ? turn(dial, other) : toggle((Switch) first, other);
        Situation both = one == null ? null : set(Objects.requireNonNull(other), first, one.to());
        return one == null || two == null || both == null
                ? null
                : flip(both, List.of(one, two), wait, size(one, first) + size(two, second));
    }

    private static List<?> few(Lever lever) {
        if (lever instanceof Switch choice) {
            return choice.others();
        }
        Dial dial = (Dial) lever;
        List<Double> few = new ArrayList<>();
        for (boolean isUp : new boolean[] {false, true}) {
            double end = isUp ? dial.max() : dial.min();
            for (int i = 1; i <= PAIR_POINTS / 2; i++) {
                double share = 2.0 * i / PAIR_POINTS;
                few.add(dial.from() + (end - dial.from()) * share * share);
            }
        }
        few.removeIf(point -> point == dial.from());
        return few;
    }

    private boolean holds(Dial dial, Situation base, double value) {
        return holds(set(base, dial, value));
    }

    private boolean holds(@Nullable Situation changed) {
        return changed != null && isGoal(decide(changed).gear());
    }

    /** Null when the fact cannot have this value. */
    private static @Nullable Situation set(@Nullable Situation base, Lever lever, Object value) {
        try {
            return base == null
                    ? null
                    : lever instanceof Dial dial
                            ? dial.set().apply(base, (Double) value)
                            : ((Switch) lever).set().apply(base, value);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean isGoal(String gear) {
        return goal == null ? !gear.equals(now) : gear.equals(goal) || gear.startsWith(goal + "@");
    }

    private Decision decide(Situation changed) {
        tries++;
        return changed.decide(policy).decisions().stream()
                .filter(decision -> decision.model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    /** Seconds until neither dwell nor a rest nor a pin with an end binds this model; 0 when none does. */
    private double waitS() {
        Subject subject = situation.subjects().stream()
                .filter(s -> s.model().name().equals(model))
                .findFirst()
                .orElseThrow();
        Duration dwell = situation.settings().dwell();
        Stream<Instant> rests = subject.contenders().stream()
                .map(Subject.Contender::forbiddenAt)
                .filter(Objects::nonNull)
                .map(at -> at.plus(dwell));
        Stream<Instant> others = Stream.of(
                        subject.active() == null ? null : subject.since().plus(dwell), subject.pinUntil())
                .filter(Objects::nonNull);
        double left = Stream.concat(rests, others)
                .mapToDouble(until -> Duration.between(situation.at(), until).toMillis() / 1000.0)
                .max()
                .orElse(0);
        return Math.max(0, left);
    }

    private static Situation later(Situation base, double seconds) {
        Instant at = base.at().plusMillis(Math.round(seconds * 1000));
        return new Situation(at, base.device(), base.scene(), base.subjects(), base.settings());
    }

    private static double size(Change change, Lever lever) {
        if (!(change.to() instanceof Double to)) {
            return 1;
        }
        double from = ((Dial) lever).from();
        double larger = Math.max(Math.abs(from), Math.abs(to));
        return larger == 0 ? 0 : Math.abs(to - from) / larger;
    }
}
