package io.gearshift.simulator.diff;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By how much a figure may rise from the first policy to the second; negative when it must fall.
 *
 * @param amount in the figure's unit, or percent of the first policy's figure
 */
public record Limit(double amount, boolean isPercent) {

    private static final Pattern FORM = Pattern.compile("([+-]?\\d+(?:\\.\\d+)?)\\s*(%?)");

    /** Sums of the same figures in another order differ by less. */
    private static final double ROUNDING = 1e-9;

    /** @throws IllegalArgumentException for anything but {@code +2%}, {@code +0}, {@code -5%}, {@code 10} */
    public static Limit parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " (expected: a number or a percentage, for example +2% or +0)");
        }
        return new Limit(Double.parseDouble(matcher.group(1)), !matcher.group(2).isEmpty());
    }

    public boolean isBrokenBy(double before, double after) {
        double allowed = isPercent ? Math.abs(before) * amount / 100 : amount;
        return after - before > allowed + ROUNDING * Math.max(Math.abs(before), Math.abs(after));
    }

    /** Without a sign, and without digits that say nothing: {@code 5}, {@code 2.5}. */
    String amountShown() {
        return BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
        String number = amount == Math.rint(amount)
                ? String.format(Locale.ROOT, "%+.0f", amount)
                : (amount > 0 ? "+" : "") + amount;
        return isPercent ? number + " %" : number;
    }
}
