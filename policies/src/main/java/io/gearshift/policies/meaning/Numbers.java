package io.gearshift.policies.meaning;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic and comparison as rules run them: those of Java, on the types of the vocabulary's fields. Whole numbers stay
 * whole, so {@code hotForMs / 1000} drops what is left over.
 */
final class Numbers {

    private Numbers() {}

    /**
     * Texts are put together.
     *
     * @throws NullPointerException when one is missing: the rule then fails in the engine too
     */
    static Object compute(String operator, @Nullable Object left, @Nullable Object right) {
        if (left instanceof String || right instanceof String) {
            return String.valueOf(left) + right;
        }
        Number a = (Number) Objects.requireNonNull(left, "a missing value in arithmetic");
        Number b = (Number) Objects.requireNonNull(right, "a missing value in arithmetic");
        if (a instanceof Double || b instanceof Double) {
            return compute(operator, a.doubleValue(), b.doubleValue());
        } else if (a instanceof Long || b instanceof Long) {
            return compute(operator, a.longValue(), b.longValue());
        }
        return compute(operator, a.intValue(), b.intValue());
    }

    private static double compute(String operator, double a, double b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "%" -> a % b;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static long compute(String operator, long a, long b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "%" -> a % b;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static int compute(String operator, int a, int b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "%" -> a % b;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    static Object negated(@Nullable Object value) {
        Number number = (Number) Objects.requireNonNull(value, "a missing value in arithmetic");
        if (number instanceof Double d) {
            return -d;
        }
        return number instanceof Long l ? (Object) (-l) : (Object) (-number.intValue());
    }

    /** Nothing equals a missing value but another. */
    static boolean areEqual(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return x.doubleValue() == y.doubleValue();
        }
        return Objects.equals(a, b);
    }

    /**
     * A comparison with a missing value is false. What 0.0 / 0 gives is neither less nor greater than anything, but the
     * engine counts it as the greatest number for {@code >=} and {@code <=}.
     */
    static boolean isOrdered(String operator, @Nullable Object a, @Nullable Object b) {
        if (a == null || b == null || operator.length() == 1 && (isNaN(a) || isNaN(b))) {
            return false;
        }
        int order = a instanceof Number x && b instanceof Number y
                ? Double.compare(x.doubleValue(), y.doubleValue())
                : ((Enum<?>) a).ordinal() - ((Enum<?>) b).ordinal();
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static boolean isNaN(Object value) {
        return value instanceof Double number && number.isNaN();
    }

    /** Relative to the larger of both. */
    static double gap(@Nullable Object a, @Nullable Object b) {
        if (!(a instanceof Number x) || !(b instanceof Number y)) {
            return 1;
        }
        double larger = Math.max(Math.abs(x.doubleValue()), Math.abs(y.doubleValue()));
        double gap = larger == 0 ? 0 : Math.abs(x.doubleValue() - y.doubleValue()) / larger;
        return gap <= 1 ? gap : 1; // also for infinities and NaN
    }
}
