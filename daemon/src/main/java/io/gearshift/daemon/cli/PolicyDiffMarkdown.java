package io.gearshift.daemon.cli;

import io.gearshift.simulator.diff.DiffReport;
import io.gearshift.simulator.diff.Interval;
import io.gearshift.simulator.diff.Said;
import io.gearshift.simulator.diff.TraceDiff;
import io.gearshift.simulator.diff.Why;
import io.gearshift.simulator.replay.ReplayException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A diff to paste in a pull request. */
record PolicyDiffMarkdown(DiffReport report, List<String> broken, int first) {

    String render() {
        StringBuilder text = new StringBuilder();
        text.append("### Policy diff: `")
                .append(report.nameA())
                .append("` → `")
                .append(report.nameB())
                .append("`\n\n");
        text.append("A is ").append(ReplayException.name(report.a()));
        text.append(", B is ").append(ReplayException.name(report.b())).append(".\n\n");
        row(text, PolicyDiffTable.HEADER);
        row(text, PolicyDiffTable.HEADER.stream().map(name -> "---").toList());
        PolicyDiffTable.rows(report).forEach(row -> row(text, row));
        broken.forEach(limit ->
                text.append("\n**Over the limit:** ").append(escape(limit)).append('\n'));
        report.traces().forEach(trace -> trace(text, trace));
        text.append("\n_").append(PolicyDiffText.MODELLED).append("_\n");
        PolicyDiffTable.assumptions(report)
                .forEach((assumption, traces) -> text.append("\nAssumed of ")
                        .append(escape(traces))
                        .append(": ")
                        .append(escape(assumption))
                        .append(".\n"));
        return text.toString();
    }

    private void trace(StringBuilder text, TraceDiff trace) {
        int all = trace.intervals().size();
        fault(text, "A", trace.faultA(), trace.a().faults());
        fault(text, "B", trace.faultB(), trace.b().faults());
        if (all == 0) {
            return;
        }
        int shown = Math.min(first, all);
        text.append("\n**")
                .append(escape(PolicyDiffTable.shortName(report, trace)))
                .append("**: ");
        text.append(all).append(all == 1 ? " interval" : " intervals").append(" in other gears");
        text.append(shown < all ? ", the first " + shown + ":\n" : ":\n").append('\n');
        trace.intervals().subList(0, shown).forEach(interval -> interval(text, trace, interval));
    }

    private static void fault(StringBuilder text, String side, @Nullable String fault, int n) {
        if (fault != null) {
            text.append("\n**").append(side).append(" failed** in ").append(n).append(" turns, first ");
            text.append(escape(fault)).append('\n');
        }
    }

    private static void interval(StringBuilder text, TraceDiff trace, Interval interval) {
        text.append("- ")
                .append(PolicyDiffText.since(trace.startedAt(), interval))
                .append(", `");
        text.append(interval.model()).append("`: `").append(interval.gearA()).append("` → `");
        text.append(interval.gearB()).append("`\n");
        Why why = interval.why();
        side(text, "A: " + escape(why.a()), why.rivalInA(), why.onlyA());
        side(text, "B: " + escape(why.b()), why.rivalInB(), why.onlyB());
    }

    private static void side(StringBuilder text, String decision, String rival, List<Said> only) {
        text.append("  - ").append(decision);
        text.append(rival.isEmpty() ? "" : ". " + escape(rival));
        if (!only.isEmpty()) {
            text.append(". Only here: ")
                    .append(only.stream().limit(3).map(PolicyDiffMarkdown::said).collect(Collectors.joining("; ")));
            text.append(only.size() > 3 ? "; and " + (only.size() - 3) + " more" : "");
        }
        text.append('\n');
    }

    private static String said(Said said) {
        String evidence = said.evidence().isEmpty() ? "" : " (" + escape(String.join(", ", said.evidence())) + ")";
        return "_" + escape(said.rule()) + "_ `" + said.where() + "` " + escape(said.what()) + ": "
                + escape(said.reason()) + evidence;
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(PolicyDiffMarkdown::escape).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static String escape(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("_", "\\_").replace("*", "\\*");
    }
}
