package io.gearshift.policies.check;

import java.util.ArrayList;
import java.util.List;

/**
 * Stretches of the number line, in order and apart, and perhaps the missing value.
 *
 * @param all what the field can have at all; its own {@code all} is itself
 */
record Numbers(List<Stretch> stretches, boolean hasMissing, boolean isWhole, Range all) implements Domain {

    /** What the field can have. */
    record Range(double min, double max, boolean isMissable) {}

    /** From {@code low} to {@code high}, each end inside or outside. */
    record Stretch(double low, boolean hasLow, double high, boolean hasHigh) {

        boolean isEmpty() {
            return low > high || low == high && !(hasLow && hasHigh);
        }

        Stretch and(Stretch other) {
            boolean isLower = low < other.low || low == other.low && hasLow && !other.hasLow;
            boolean isHigher = high > other.high || high == other.high && hasHigh && !other.hasHigh;
            return new Stretch(
                    isLower ? other.low : low,
                    isLower ? other.hasLow : hasLow,
                    isHigher ? other.high : high,
                    isHigher ? other.hasHigh : hasHigh);
        }

        /** The whole numbers in it, as a stretch that ends on them. */
        Stretch whole() {
            double least = Math.ceil(low) == low && !hasLow ? low + 1 : Math.ceil(low);
            double most = Math.floor(high) == high && !hasHigh ? high - 1 : Math.floor(high);
            return new Stretch(least, !Double.isInfinite(least), most, !Double.isInfinite(most));
        }
    }

    Numbers {
        List<Stretch> kept = new ArrayList<>();
        for (Stretch stretch : stretches) {
            Stretch part = isWhole ? stretch.whole() : stretch;
            if (!part.isEmpty()) {
                kept.add(part);
            }
        }
        stretches = List.copyOf(kept);
    }

    /** The numbers for which {@code x operator value} holds; a comparison with the missing value does not, save {@code !=}. */
    static Numbers of(String operator, double value, boolean isWhole, Range all) {
        double inf = Double.POSITIVE_INFINITY;
        Stretch equal = new Stretch(value, true, value, true);
        Stretch below = new Stretch(-inf, false, value, false);
        Stretch above = new Stretch(value, false, inf, false);
        return switch (operator) {
            case "<" -> in(List.of(below), false, isWhole, all);
            case "<=" -> in(List.of(new Stretch(-inf, false, value, true)), false, isWhole, all);
            case ">" -> in(List.of(above), false, isWhole, all);
            case ">=" -> in(List.of(new Stretch(value, true, inf, false)), false, isWhole, all);
            case "==" -> in(List.of(equal), false, isWhole, all);
            case "!=" -> in(List.of(below, above), all.isMissable(), isWhole, all);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    static Numbers missing(boolean isWhole, Range all) {
        return new Numbers(List.of(), all.isMissable(), isWhole, all);
    }

    private static Numbers in(List<Stretch> stretches, boolean hasMissing, boolean isWhole, Range all) {
        Stretch range = new Stretch(all.min(), true, all.max(), true);
        return new Numbers(stretches.stream().map(range::and).toList(), hasMissing, isWhole, all);
    }

    @Override
    public boolean isEmpty() {
        return stretches.isEmpty() && !hasMissing;
    }

    @Override
    public Domain and(Domain other) {
        Numbers numbers = (Numbers) other;
        List<Stretch> result = new ArrayList<>();
        for (Stretch a : stretches) {
            for (Stretch b : numbers.stretches) {
                result.add(a.and(b));
            }
        }
        return new Numbers(result, hasMissing && numbers.hasMissing, isWhole, all);
    }

    @Override
    public Domain not() {
        List<Stretch> result = new ArrayList<>();
        double from = all.min();
        boolean hasFrom = true;
        for (Stretch stretch : stretches) {
            result.add(new Stretch(from, hasFrom, stretch.low(), !stretch.hasLow()));
            from = stretch.high();
            hasFrom = !stretch.hasHigh();
        }
        result.add(new Stretch(from, hasFrom, all.max(), true));
        return new Numbers(result, all.isMissable() && !hasMissing, isWhole, all);
    }
}
