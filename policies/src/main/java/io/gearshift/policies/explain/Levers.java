package io.gearshift.policies.explain;

import io.gearshift.core.decision.Subject;
import io.gearshift.policies.explain.Flip.Kind;
import io.gearshift.policies.explain.Lever.Dial;
import io.gearshift.policies.explain.Lever.Switch;
import io.gearshift.policies.situation.Situation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What a search may move for one model: the parts that all levers share. */
abstract class Levers {

    /** Farther than this from its present value a figure is another device's, or another model's. */
    static final double FAR = 20;

    final Situation situation;
    final FieldUses uses;
    final Subject subject;
    private final List<Lever> levers = new ArrayList<>();

    Levers(Situation situation, String model, FieldUses uses) {
        this.situation = situation;
        this.uses = uses;
        this.subject = situation.subjects().stream()
                .filter(s -> s.model().name().equals(model))
                .findFirst()
                .orElseThrow();
    }

    /** In the order in which they are searched. */
    List<Lever> all() {
        return levers;
    }

    final String model() {
        return subject.model().name();
    }

    /** @param now null when it is not set; {@code from} stands in for it */
    final void dial(
            String name,
            Kind kind,
            String unit,
            @Nullable Double now,
            double from,
            Range range,
            Collection<Double> points,
            boolean isSmooth,
            BiFunction<Situation, Double, Situation> set) {
        NavigableSet<Double> within = new TreeSet<>(points);
        within.removeIf(point -> !(point >= range.min && point <= range.max));
        levers.add(new Dial(
                name,
                kind,
                unit,
                now,
                from,
                range.min,
                range.max,
                within,
                isSmooth,
                range.isWhole,
                (setup, to) -> setup.with(s -> set.apply(s, to))));
    }

    /** From where to where a dial goes. */
    record Range(double min, double max, boolean isWhole) {
        Range(double min, double max) {
            this(min, max, false);
        }
    }

    final void choice(
            String name, Kind kind, Object now, Collection<?> all, BiFunction<Situation, Object, Situation> set) {
        choose(name, kind, now, all, (setup, to) -> setup.with(s -> set.apply(s, to)));
    }

    final void choose(String name, Kind kind, Object now, Collection<?> all, BiFunction<Setup, Object, Setup> set) {
        List<?> others = all.stream().filter(value -> !value.equals(now)).toList();
        if (!others.isEmpty()) {
            levers.add(new Switch(name, kind, now, others, set));
        }
    }
}
