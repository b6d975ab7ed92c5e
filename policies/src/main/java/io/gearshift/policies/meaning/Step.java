package io.gearshift.policies.meaning;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One element of a rule's conditions, walked by continuation: for each way it holds, the elements after it are tried. */
interface Step {

    /** What one evaluation of a rule sees and notes. */
    record Walk(Facts facts, @Nullable Object[] bound, Sight[] sights) {}

    /**
     * @param next goes on with the elements after this one; true to look no further
     * @return true as soon as {@code next} is
     */
    boolean walk(Walk walk, BooleanSupplier next);

    /** @param slot of the whole fact; -1 when it is not bound */
    record Match(int id, Class<?> type, int slot, List<Judge> judges) implements Step {
        @Override
        public boolean walk(Walk walk, BooleanSupplier next) {
            boolean isMatched = false;
            boolean isEnough = false;
            for (Object fact : walk.facts().of(type)) {
                if (holds(fact, walk)) {
                    isMatched = true;
                    if (slot >= 0) {
                        walk.bound()[slot] = fact;
                    }
                    if (next.getAsBoolean()) {
                        isEnough = true;
                        break;
                    }
                }
            }
            walk.sights()[id].judged(isMatched);
            return isEnough;
        }

        private boolean holds(Object fact, Walk walk) {
            for (Judge judge : judges) {
                if (!judge.holds(fact, walk.bound(), walk.sights())) {
                    return false;
                }
            }
            return true;
        }
    }

    record Sequence(List<Step> steps) implements Step {
        @Override
        public boolean walk(Walk walk, BooleanSupplier next) {
            return from(0, walk, next);
        }

        private boolean from(int i, Walk walk, BooleanSupplier next) {
            return i == steps.size() ? next.getAsBoolean() : steps.get(i).walk(walk, () -> from(i + 1, walk, next));
        }
    }

    /** Every branch that holds goes on by itself, as a rule of its own. */
    record Alternatives(int id, List<Step> steps) implements Step {
        @Override
        public boolean walk(Walk walk, BooleanSupplier next) {
            boolean[] isMatched = {false};
            boolean isEnough = false;
            for (int i = 0; i < steps.size() && !isEnough; i++) {
                isEnough = steps.get(i).walk(walk, () -> {
                    isMatched[0] = true;
                    return next.getAsBoolean();
                });
            }
            walk.sights()[id].judged(isMatched[0]);
            return isEnough;
        }
    }

    /** {@code exists}, or {@code not} when negated. */
    record Existence(int id, boolean isNegated, Step step) implements Step {
        @Override
        public boolean walk(Walk walk, BooleanSupplier next) {
            boolean isTrue = step.walk(walk, () -> true) != isNegated;
            walk.sights()[id].judged(isTrue);
            return isTrue && next.getAsBoolean();
        }
    }
}
