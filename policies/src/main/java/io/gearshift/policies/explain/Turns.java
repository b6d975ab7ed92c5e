package io.gearshift.policies.explain;

import io.gearshift.policies.situation.Situation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Values of one field of the device at which something turns that is derived from it: a band changes, or a forecast passes
 * a number that a rule names. Found without deciding, so that a decision is tried only where one can differ.
 */
final class Turns {

    /** Two turns nearer than the range over this may be taken for one. */
    private static final int GRID = 64;

    private static final int HALVINGS = 60;

    /** Hides what halving leaves of a round bound. */
    private static final MathContext DIGITS = new MathContext(9);

    private final Situation situation;
    private final String field;
    private final FieldUses uses;
    private final List<String> derived = new ArrayList<>();

    Turns(Situation situation, String field, FieldUses uses) {
        this.situation = situation;
        this.field = "Device." + field;
        this.uses = uses;
        for (String name : new TreeSet<>(Situation.follows(field))) {
            if (!name.equals(field) && uses.isRead("Device." + name)) {
                derived.add("Device." + name);
            }
        }
    }

    Set<Double> between(double min, double max) {
        Set<Double> turns = new TreeSet<>();
        if (derived.isEmpty()) {
            return turns;
        }
        double before = min;
        for (int i = 1; i <= GRID; i++) {
            double point = min + (max - min) * i / GRID;
            between(before, point, turns);
            before = point;
        }
        return turns;
    }

    private void between(double min, double max, Set<Double> turns) {
        double from = min;
        List<@Nullable Object> end = at(max);
        for (List<@Nullable Object> start = at(from); !start.equals(end); start = at(from)) {
            double low = from;
            double high = max;
            for (int i = 0; i < HALVINGS; i++) {
                double middle = low + (high - low) / 2;
                if (at(middle).equals(start)) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            turns.add(new BigDecimal(high).round(DIGITS).doubleValue());
            if (high <= from) {
                return;
            }
            from = high;
        }
    }

    /** What rules can tell apart: of a number between which of their numbers it lies. */
    private List<@Nullable Object> at(double value) {
        Situation changed = situation.with(field, value);
        List<@Nullable Object> seen = new ArrayList<>(derived.size());
        for (String name : derived) {
            Object fact = changed.get(name);
            if (fact instanceof Double number) {
                int place = 0;
                for (double bound : uses.numbers(name)) {
                    place += number > bound ? 2 : number == bound ? 1 : 0;
                }
                seen.add(place);
            } else {
                seen.add(fact instanceof Long ? null : fact);
            }
        }
        return seen;
    }
}
