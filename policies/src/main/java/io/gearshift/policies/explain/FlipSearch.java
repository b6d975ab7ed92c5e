package io.gearshift.policies.explain;

import io.gearshift.core.decision.Subject;
import io.gearshift.core.policy.Policy;
import io.gearshift.policies.explain.Flip.Change;
import io.gearshift.policies.explain.Flip.Kind;
import io.gearshift.policies.situation.GearNames;
import io.gearshift.policies.situation.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches for the smallest changes that flip a decision, by deciding again. What a sensor tells and what a person sets comes
 * first; what gears cost is only searched where that gives nothing. One thing is moved at a time ({@link Trials}); two,
 * where one of these does not do it, or where no one signal does.
 *
 * <p>What is told is true. A flip that needs three changes, or lies in a gap of a smooth figure that is narrower than the
 * steps, is missed.
 */
final class FlipSearch {

    private static final Comparator<Flip> NEAREST = Comparator.comparing(Flip::kind)
            .thenComparingInt(flip -> flip.changes().size())
            .thenComparing(flip -> !flip.isPlain())
            .thenComparingDouble(Flip::size)
            .thenComparing(flip ->
                    flip.changes().isEmpty() ? "" : flip.changes().get(0).signal());

    private final Situation situation;
    private final String model;
    private final @Nullable String goal;
    private final FieldUses uses;
    private final Setup here;
    private final String now;
    private final Trials trials;

    /**
     * Where a search begins: with time gone by, or a pin taken away.
     *
     * @param changes made already
     * @param afterS seconds that have passed
     */
    private record Start(Setup setup, List<Change> changes, double afterS) {}

    /** @param goal gear or variant wanted; null for any other than now */
    FlipSearch(Situation given, Policy policy, String model, @Nullable String goal, FieldUses uses) {
        this.situation = settled(given, model);
        this.model = model;
        this.goal = goal;
        this.uses = uses;
        this.here = new Setup(situation, policy.objective());
        this.now = here.gear(policy, model);
        this.trials = new Trials(policy, model, this::isGoal);
    }

    /** While a swap is under way nothing is decided: the question is what would be, were it over. */
    private static Situation settled(Situation situation, String model) {
        return situation.withSubject(model, "pending", null);
    }

    private boolean isGoal(String gear) {
        return goal == null ? !gear.equals(now) : GearNames.names(goal, gear);
    }

    /** What a person sees on the device first, smallest first. */
    Flips.Found found() {
        Signals signals = new Signals(situation, model, uses);
        List<String> unsearched = new ArrayList<>(signals.unsearched());
        if (isGoal(now)) { // it is chosen already, only not in force yet
            return new Flips.Found(List.of(), now, unsearched, signals.unknown(), trials.count());
        }
        List<Start> starts = starts();
        List<Flip> flips = new ArrayList<>(alone(starts));
        if (flips.isEmpty()) {
            List<Lever> near = near(here);
            singles(near, starts, flips);
            if (flips.stream().noneMatch(flip -> flip.kind() == Kind.SIGNAL)) {
                pair(starts.get(starts.size() - 1), flips.isEmpty() ? near : signals.all(), flips);
            }
            if (flips.isEmpty()) { // else nobody asks what a gear would have to cost
                Figures figures = new Figures(situation, model, uses, now, goal);
                singles(figures.all(), starts, flips);
                if (figures.left() > 0) {
                    unsearched.add("what " + figures.left() + " more gears cost");
                }
            }
        }
        flips.sort(NEAREST);
        return new Flips.Found(flips, now, unsearched, signals.unknown(), trials.count());
    }

    /** What can change soon. */
    private List<Lever> near(Setup setup) {
        return Stream.of(
                        new Signals(setup.situation(), model, uses),
                        new Settings(setup.situation(), model, uses, setup.objective()),
                        new Obstacles(setup.situation(), model, uses))
                .flatMap(levers -> levers.all().stream())
                .toList();
    }

    /** The same lever where another has moved: it may turn elsewhere. */
    private Lever lever(Setup setup, Lever lever) {
        return near(setup).stream()
                .filter(l -> l.name().equals(lever.name()))
                .findFirst()
                .orElse(lever);
    }

    private List<Start> starts() {
        List<Start> starts = new ArrayList<>(List.of(new Start(here, List.of(), 0)));
        double waitS = waitS();
        if (waitS > 0) {
            starts.add(new Start(here.with(s -> s.later(waitS)), List.of(), waitS));
        }
        String pinned = subject().pinned();
        if (pinned != null) {
            Change unpin = new Change(model + " pin", Kind.SETTING, pinned, "none", "", null);
            Setup free = here.with(s -> s.withSubject(model, "pinned", null).withSubject(model, "pinUntil", null));
            starts.add(new Start(free, List.of(unpin), 0));
            if (waitS > 0) {
                starts.add(new Start(free.with(s -> s.later(waitS)), List.of(unpin), waitS));
            }
        }
        return starts;
    }

    /** What time does, or taking the pin away: no more need change then. */
    private List<Flip> alone(List<Start> starts) {
        return starts.stream()
                .skip(1)
                .map(start -> flip(start, start.setup(), List.of(), 0))
                .filter(Objects::nonNull)
                .limit(1)
                .toList();
    }

    private void singles(List<Lever> levers, List<Start> starts, List<Flip> flips) {
        for (Lever lever : levers) {
            for (Start start : starts) {
                int before = flips.size();
                for (Change change : trials.changes(lever, start.setup())) {
                    Stream.ofNullable(flip(start, lever, change)).forEach(flips::add);
                }
                if (flips.size() > before) {
                    break;
                }
            }
        }
    }

    private @Nullable Flip flip(Start start, Lever lever, Change change) {
        Setup changed = Trials.set(start.setup(), lever, change.to());
        return changed == null ? null : flip(start, changed, List.of(change), Trials.size(change, lever));
    }

    private @Nullable Flip flip(Start start, Setup changed, List<Change> changes, double size) {
        String gear = trials.gear(changed);
        List<Change> all = new ArrayList<>(start.changes());
        all.addAll(changes);
        return isGoal(gear)
                ? new Flip(gear, all, start.afterS(), start.changes().size() + size)
                : null;
    }

    private void pair(Start start, List<Lever> levers, List<Flip> flips) {
        Flip best = null;
        for (Trials.Pair pair : trials.pairs(levers, start.setup())) {
            Setup half = Trials.set(start.setup(), pair.first(), pair.at());
            Change two = half == null ? null : trials.least(lever(half, pair.second()), half);
            Setup other = two == null ? null : Trials.set(start.setup(), pair.second(), two.to());
            Change least = other == null ? null : trials.least(lever(other, pair.first()), other);
            Change one = least != null ? least : Trials.coarse(pair.first(), pair.at());
            Setup both = other == null ? null : Trials.set(other, pair.first(), one.to());
            if (both != null && two != null) {
                double size = Trials.size(one, pair.first()) + Trials.size(two, pair.second());
                Flip flip = flip(start, both, List.of(one, two), size);
                best = flip != null && (best == null || flip.size() < best.size()) ? flip : best;
            }
        }
        if (best != null) {
            flips.add(best);
        }
    }

    private Subject subject() {
        return situation.subjects().stream()
                .filter(s -> s.model().name().equals(model))
                .findFirst()
                .orElseThrow();
    }

    /** Seconds until neither dwell nor a rest nor a pin with an end binds this model; 0 when none does. */
    private double waitS() {
        Subject subject = subject();
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
}
