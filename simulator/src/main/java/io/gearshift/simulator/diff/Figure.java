package io.gearshift.simulator.diff;

import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What a change of rules can make worse, over all recordings together. */
public enum Figure {
    /** Joules. */
    ENERGY("%.2f J", DiffReport::totalA, DiffReport::totalB, Costs::energyJ),
    /** Answers expected to be late. */
    MISSES("%.2f", DiffReport::totalA, DiffReport::totalB, Costs::misses),
    SWAPS("%.0f", DiffReport::totalA, DiffReport::totalB, Costs::swaps),
    /** Turns in which the rules were stopped. */
    FAULTS("%.0f", DiffReport::totalA, DiffReport::totalB, Costs::faults),
    /** Percent of the time that is spent in another gear; 0 with unchanged rules. */
    CHANGED("%.2f %%", report -> 0, report -> 100 * report.changedRatio());

    private final String form;
    private final ToDoubleFunction<DiffReport> before;
    private final ToDoubleFunction<DiffReport> after;

    Figure(String form, ToDoubleFunction<DiffReport> before, ToDoubleFunction<DiffReport> after) {
        this.form = form;
        this.before = before;
        this.after = after;
    }

    Figure(String form, Function<DiffReport, Costs> a, Function<DiffReport, Costs> b, ToDoubleFunction<Costs> figure) {
        this(form, report -> figure.applyAsDouble(a.apply(report)), report -> figure.applyAsDouble(b.apply(report)));
    }

    double before(DiffReport report) {
        return before.applyAsDouble(report);
    }

    double after(DiffReport report) {
        return after.applyAsDouble(report);
    }

    /** What nobody sees is no rise. */
    boolean isSame(DiffReport report) {
        return shown(before(report)).equals(shown(after(report)));
    }

    String shown(double amount) {
        return String.format(Locale.ROOT, form, amount);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
