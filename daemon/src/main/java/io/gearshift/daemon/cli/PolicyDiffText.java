package io.gearshift.daemon.cli;

import io.gearshift.simulator.diff.Costs;
import io.gearshift.simulator.diff.DiffReport;
import io.gearshift.simulator.diff.Interval;
import io.gearshift.simulator.diff.Said;
import io.gearshift.simulator.diff.TraceDiff;
import io.gearshift.simulator.diff.Why;
import io.gearshift.simulator.replay.ReplayException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A diff for eyes. */
record PolicyDiffText(DiffReport report, List<String> broken, int first) {

    /** Rules shown of one side of one difference; the others follow from the same cause more often than not. */
    private static final int RULES = 4;

    static final String MODELLED = "Open loop: heat, load, battery and network come as they were recorded, whatever the"
            + " gear. Energy and misses are modelled: the loop's estimate of each moment times the requests.";

    String render() {
        StringBuilder text = new StringBuilder();
        line(text, "A  %s: %s", report.nameA(), ReplayException.name(report.a()));
        line(text, "B  %s: %s", report.nameB(), ReplayException.name(report.b()));
        line(text, "");
        TextTable table = new TextTable(Set.of(1, 2), PolicyDiffTable.HEADER.toArray(String[]::new));
        PolicyDiffTable.rows(report).forEach(row -> table.row(row.toArray(String[]::new)));
        text.append(table.render(""));
        gears(text);
        report.traces().forEach(trace -> trace(text, trace));
        line(text, "");
        line(text, "%s", MODELLED);
        PolicyDiffTable.assumptions(report)
                .forEach((assumption, traces) -> line(text, "assumed of %s: %s", traces, assumption));
        broken.forEach(limit -> line(text, "over the limit: %s", limit));
        return text.toString();
    }

    private void gears(StringBuilder text) {
        Costs a = report.totalA();
        Costs b = report.totalB();
        TreeSet<String> models = new TreeSet<>(a.inGear().keySet());
        models.addAll(b.inGear().keySet());
        line(text, "");
        for (String model : models) {
            line(text, "%s", model);
            line(text, "  A  %s", PolicyDiffTable.gears(a, model));
            line(text, "  B  %s", PolicyDiffTable.gears(b, model));
        }
    }

    private void trace(StringBuilder text, TraceDiff trace) {
        line(text, "");
        if (trace.faultA() != null) {
            line(
                    text,
                    "%s: A failed in %d turns, first %s",
                    trace.trace(),
                    trace.a().faults(),
                    trace.faultA());
        }
        if (trace.faultB() != null) {
            line(
                    text,
                    "%s: B failed in %d turns, first %s",
                    trace.trace(),
                    trace.b().faults(),
                    trace.faultB());
        }
        int all = trace.intervals().size();
        if (all == 0) {
            line(text, "%s: the same gears throughout", trace.trace());
            return;
        }
        int shown = Math.min(first, all);
        line(
                text,
                "%s: the gears differ in %d %s%s",
                trace.trace(),
                all,
                all == 1 ? "interval" : "intervals",
                shown < all ? ", of which the first " + shown : "");
        trace.intervals().subList(0, shown).forEach(interval -> interval(text, trace.startedAt(), interval));
    }

    private static void interval(StringBuilder text, Instant start, Interval interval) {
        line(text, "  %s  %s", since(start, interval), interval.model());
        Why why = interval.why();
        side(text, "A  " + interval.gearA() + "  " + why.a(), why.rivalInA(), why.onlyA());
        side(text, "B  " + interval.gearB() + "  " + why.b(), why.rivalInB(), why.onlyB());
    }

    private static void side(StringBuilder text, String decision, String rival, List<Said> only) {
        line(text, "    %s", decision);
        if (!rival.isEmpty()) {
            line(text, "         %s", rival);
        }
        only.stream().limit(RULES).forEach(said -> said(text, said));
        more(text, only.size());
    }

    /** For example {@code +2m 5s for 40s (2026-11-24T12:02:05Z)}. */
    static String since(Instant start, Interval interval) {
        Duration offset = Duration.between(start, interval.from());
        return "+" + Words.duration(offset) + " for " + length(interval.length()) + " (" + interval.from() + ")";
    }

    private static String length(Duration length) {
        return length.toSeconds() < 10
                ? String.format(Locale.ROOT, "%.1fs", length.toMillis() / 1000.0)
                : Words.duration(length);
    }

    private static void said(StringBuilder text, Said said) {
        line(text, "         only here: rule \"%s\" (%s) %s", said.rule(), said.where(), said.what());
        String evidence = said.evidence().isEmpty() ? "" : " [" + String.join(", ", said.evidence()) + "]";
        line(text, "           %s%s", said.reason(), evidence);
    }

    private static void more(StringBuilder text, int all) {
        if (all > RULES) {
            line(text, "         and %d more", all - RULES);
        }
    }

    private static void line(StringBuilder text, String form, Object... values) {
        text.append(String.format(Locale.ROOT, form, values).stripTrailing()).append('\n');
    }
}
