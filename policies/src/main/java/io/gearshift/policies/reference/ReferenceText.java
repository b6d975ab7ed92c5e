package io.gearshift.policies.reference;

import io.gearshift.core.device.BandBound;
import io.gearshift.core.policy.Quantity;
import io.gearshift.policies.language.Ranges;

/** Parts of the reference that a page and a terminal show alike. */
public final class ReferenceText {

    private ReferenceText() {}

    /** Such as {@code -60 to 150 °C} or {@code 0 s or more}. */
    public static String range(Quantity quantity) {
        String unit = unit(quantity.unit());
        return quantity.max() == Double.POSITIVE_INFINITY
                ? Ranges.shown(quantity.min()) + unit + " or more"
                : Ranges.shown(quantity.min()) + " to " + Ranges.shown(quantity.max()) + unit;
    }

    public static String entered(BandBound bound) {
        return compared(bound.enters(), bound.enter(), bound.unit());
    }

    public static String left(BandBound bound) {
        return compared(bound.leaves(), bound.leave(), bound.unit());
    }

    private static String compared(String operator, double value, String unit) {
        String shown = Ranges.shown(value) + unit(unit);
        return switch (operator) {
            case "<" -> "below " + shown;
            case "<=" -> shown + " or less";
            case ">" -> "above " + shown;
            default -> shown + " or more";
        };
    }

    private static String unit(String unit) {
        return unit.equals("ratio") || unit.equals("count") ? "" : " " + unit;
    }
}
