package io.gearshift.daemon.cli;

import io.gearshift.simulator.diff.Costs;
import io.gearshift.simulator.diff.DiffReport;
import io.gearshift.simulator.diff.TraceDiff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The figures of a diff as rows of cells: one row a trace, one for all. */
final class PolicyDiffTable {

    static final List<String> HEADER =
            List.of("trace", "time", "changed", "energy J", "misses", "effective accuracy", "swaps");

    /** Of a path; beyond these, names are no longer short. */
    private static final int MOST_PARTS = 5;

    private PolicyDiffTable() {}

    static List<List<String>> rows(DiffReport report) {
        List<List<String>> rows = new ArrayList<>();
        for (TraceDiff trace : report.traces()) {
            double changed = trace.modelS() == 0 ? 0 : trace.changedS() / trace.modelS();
            rows.add(row(shortName(report, trace), Words.duration(trace.length()), changed, trace.a(), trace.b()));
        }
        if (rows.size() > 1) {
            rows.add(row("all", "", report.changedRatio(), report.totalA(), report.totalB()));
        }
        return rows;
    }

    private static List<String> row(String name, String time, double changed, Costs a, Costs b) {
        return List.of(
                name,
                time,
                percent(changed),
                change(a.energyJ(), b.energyJ(), "%.2f") + relative(a.energyJ(), b.energyJ()),
                change(a.misses(), b.misses(), "%.2f"),
                a.requests() + b.requests() == 0
                        ? Words.UNKNOWN
                        : change(100 * a.effectiveAccuracy(), 100 * b.effectiveAccuracy(), "%.2f %%"),
                change(a.swaps(), b.swaps(), "%.0f"));
    }

    static String percent(double ratio) {
        return ratio == 0 ? "0 %" : String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
    }

    private static String change(double before, double after, String form) {
        String was = String.format(Locale.ROOT, form, before);
        String is = String.format(Locale.ROOT, form, after);
        return was.equals(is) ? was : was + " → " + is;
    }

    private static String relative(double before, double after) {
        double percent = before == 0 ? 0 : 100 * (after - before) / before;
        return Math.abs(percent) < 0.05 ? "" : String.format(Locale.ROOT, " (%+.1f %%)", percent);
    }

    /** Each with the traces it concerns; what several traces share is said once. */
    static Map<String, String> assumptions(DiffReport report) {
        Map<String, List<String>> traces = new LinkedHashMap<>();
        for (TraceDiff trace : report.traces()) {
            assumptions(trace)
                    .forEach(text ->
                            traces.computeIfAbsent(text, t -> new ArrayList<>()).add(shortName(report, trace)));
        }
        Map<String, String> texts = new LinkedHashMap<>();
        traces.forEach(
                (text, names) -> texts.put(text, names(names, report.traces().size())));
        return texts;
    }

    private static String names(List<String> names, int all) {
        if (names.size() == all && all > 1) {
            return "all traces";
        }
        return names.size() > 3 ? names.size() + " traces" : String.join(", ", names);
    }

    /** Of a log all swaps are estimates, which goes without saying; of a recording only those that it does not hold. */
    private static List<String> assumptions(TraceDiff trace) {
        List<String> all = new ArrayList<>(trace.assumptions());
        if (all.isEmpty() && trace.estimatedSwaps() > 0) {
            all.add("the length of swaps that it does not hold: " + trace.estimatedSwaps());
        }
        if (trace.gaps() > 0) {
            all.add(Words.duration(trace.leftOut()) + " without readings left out, in " + trace.gaps()
                    + (trace.gaps() == 1 ? " gap" : " gaps"));
        }
        return all;
    }

    /** The last part of its path, and as many before as tell it from the other traces. */
    static String shortName(DiffReport report, TraceDiff trace) {
        String name = lastParts(trace.trace(), 1);
        for (int parts = 1; parts < MOST_PARTS; parts++) {
            int shown = parts;
            name = lastParts(trace.trace(), parts);
            long same = report.traces().stream()
                    .filter(other -> lastParts(other.trace(), shown).equals(lastParts(trace.trace(), shown)))
                    .count();
            if (same < 2) {
                return name;
            }
        }
        return name;
    }

    private static String lastParts(String trace, int parts) {
        String[] all = trace.split("/", -1);
        return String.join("/", Arrays.copyOfRange(all, Math.max(0, all.length - parts), all.length));
    }

    /** For example {@code minilm full@cpu:2 92 %, int8@cpu:1 8 %}. */
    static String gears(Costs costs, String model) {
        var seconds = costs.inGear().getOrDefault(model, new TreeMap<>());
        double all = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        List<String> shares = new ArrayList<>();
        seconds.forEach((gear, s) -> shares.add(gear + " " + percent(all == 0 ? 0 : s / all)));
        return shares.isEmpty() ? Words.UNKNOWN : String.join(", ", shares);
    }
}
