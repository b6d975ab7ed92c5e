package io.gearshift.simulator.diff;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a change of rules may cost at most, over all recordings together; null where anything goes.
 *
 * @param changedPercent share of the time in another gear, 0..100
 */
public record Limits(
        @Nullable Limit energy,
        @Nullable Limit misses,
        @Nullable Limit swaps,
        @Nullable Limit faults,
        @Nullable Double changedPercent) {

    /** One sentence for each limit that is broken. */
    public List<String> broken(DiffReport report) {
        Costs a = report.totalA();
        Costs b = report.totalB();
        List<String> broken = new ArrayList<>();
        check(broken, "energy", energy, a.energyJ(), b.energyJ(), "%.2f J");
        check(broken, "misses", misses, a.misses(), b.misses(), "%.1f");
        check(broken, "swaps", swaps, a.swaps(), b.swaps(), "%.0f");
        check(broken, "faults", faults, a.faults(), b.faults(), "%.0f");
        double changed = 100 * report.changedRatio();
        if (changedPercent != null && changed > changedPercent) {
            broken.add(String.format(
                    Locale.ROOT,
                    "changed: %.2f %% of the time (allowed: %s %%)",
                    changed,
                    BigDecimal.valueOf(changedPercent).stripTrailingZeros().toPlainString()));
        }
        return broken;
    }

    private static void check(
            List<String> broken, String what, @Nullable Limit limit, double before, double after, String form) {
        if (limit != null && limit.isBrokenBy(before, after)) {
            broken.add(String.format(
                    Locale.ROOT,
                    what + ": " + form + " becomes " + form + "%s (allowed: %s)",
                    before,
                    after,
                    before == 0 ? "" : String.format(Locale.ROOT, ", %+.2f %%", 100 * (after - before) / before),
                    limit));
        }
    }
}
