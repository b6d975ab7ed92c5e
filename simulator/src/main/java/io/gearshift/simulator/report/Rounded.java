package io.gearshift.simulator.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as short as a page needs them. */
final class Rounded {

    private Rounded() {}

    /** @param value finite */
    static BigDecimal of(double value, int decimals) {
        BigDecimal rounded = BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
