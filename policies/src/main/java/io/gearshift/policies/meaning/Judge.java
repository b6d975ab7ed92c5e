package io.gearshift.policies.meaning;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One constraint of a pattern, judged for one fact, from left to right and no further than needed. */
interface Judge {

    boolean holds(Object fact, @Nullable Object[] bound, Sight[] sights);

    /** Binds a value; always true. */
    record Binding(int slot, Value value) implements Judge {
        @Override
        public boolean holds(Object fact, @Nullable Object[] bound, Sight[] sights) {
            bound[slot] = value.of(fact, bound);
            return true;
        }
    }

    /**
     * One comparison or flag.
     *
     * @param names of what it reads, beside {@code reads}
     * @param left side of a comparison of numbers, with {@code right}; null otherwise
     */
    record Leaf(
            int id,
            Value value,
            List<String> names,
            List<Value> reads,
            @Nullable Value left,
            @Nullable Value right) implements Judge {
        @Override
        public boolean holds(Object fact, @Nullable Object[] bound, Sight[] sights) {
            boolean isTrue = Expressions.isTrue(value.of(fact, bound));
            Sight sight = sights[id];
            sight.judged(isTrue);
            double gap = isTrue || left == null || right == null
                    ? 1
                    : Numbers.gap(left.of(fact, bound), right.of(fact, bound));
            if (sight.wants(isTrue, gap)) {
                List<@Nullable Object> seen = new ArrayList<>(reads.size());
                for (Value read : reads) {
                    seen.add(read.of(fact, bound));
                }
                sight.keep(isTrue, new Sample(fact, names, seen, gap));
            }
            return isTrue;
        }
    }

    /** {@code &&} or {@code ||}. */
    record Junction(boolean isAnd, Judge left, Judge right) implements Judge {
        @Override
        public boolean holds(Object fact, @Nullable Object[] bound, Sight[] sights) {
            boolean isLeft = left.holds(fact, bound, sights);
            return isLeft == isAnd ? right.holds(fact, bound, sights) : isLeft;
        }
    }

    record Not(Judge operand) implements Judge {
        @Override
        public boolean holds(Object fact, @Nullable Object[] bound, Sight[] sights) {
            return !operand.holds(fact, bound, sights);
        }
    }

    /** A constraint of several parts, counted as a whole too. */
    record Whole(int id, Judge judge) implements Judge {
        @Override
        public boolean holds(Object fact, @Nullable Object[] bound, Sight[] sights) {
            boolean isTrue = judge.holds(fact, bound, sights);
            sights[id].judged(isTrue);
            return isTrue;
        }
    }
}
