package io.gearshift.simulator.diff;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a change of rules may cost at most, over all recordings together; anything goes where there is no limit. */
public record Limits(Map<Figure, Limit> limits) {

    public Limits {
        EnumMap<Figure, Limit> sorted = new EnumMap<>(Figure.class);
        sorted.putAll(limits);
        limits = sorted;
    }

    /** One sentence for each limit that is broken, in the order of {@link Figure}. */
    public List<String> broken(DiffReport report) {
        List<String> broken = new ArrayList<>();
        limits.forEach((figure, limit) -> {
            if (isBroken(figure, limit, report)) {
                broken.add(say(figure, limit, report));
            }
        });
        return broken;
    }

    private static boolean isBroken(Figure figure, Limit limit, DiffReport report) {
        boolean isUnseen = limit.amount() >= 0 && figure.isSame(report);
        return !isUnseen && limit(figure, limit).isBrokenBy(figure.before(report), figure.after(report));
    }

    /** Of a share of the time, 5 % is not 5 % more than none. */
    private static Limit limit(Figure figure, Limit limit) {
        return figure == Figure.CHANGED ? new Limit(limit.amount(), false) : limit;
    }

    private static String say(Figure figure, Limit limit, DiffReport report) {
        double before = figure.before(report);
        double after = figure.after(report);
        if (figure == Figure.CHANGED) {
            return figure + ": " + figure.shown(after) + " of the time (allowed: " + limit.amountShown() + " %)";
        }
        String relative = before == 0 ? "" : String.format(Locale.ROOT, ", %+.2f %%", 100 * (after - before) / before);
        return figure + ": " + figure.shown(before) + " becomes " + figure.shown(after) + relative + " (allowed: "
                + limit + ")";
    }
}
