package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.simulator.baseline.Judgement;
import io.gearshift.simulator.closedloop.Figures;
import io.gearshift.simulator.report.ModelQuality;
import io.gearshift.simulator.report.ModelQuality.Compared;
import io.gearshift.simulator.report.ReportJson;
import io.gearshift.simulator.report.TraceReport;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Runs on a modelled device beside each other, for eyes and for scripts. */
final class ReplayReportView {

    private ReplayReportView() {}

    static String render(List<TraceReport> reports) {
        StringBuilder text = new StringBuilder();
        reports.forEach(report -> text.append(render(report)));
        return text.toString();
    }

    private static String render(TraceReport report) {
        Judgement judgement = report.judgement();
        Figures first = judgement.runs().get(0).figures();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s on %s: %.0f s, %d requests, seed %d%n",
                judgement.scenario().name(),
                judgement.scenario().setting().device().name(),
                first.seconds(),
                first.requests(),
                judgement.scenario().setting().seed()));
        TextTable table = new TextTable(
                Set.of(1, 2, 3, 4, 5, 6, 7, 8),
                "policy",
                "energy J",
                "accuracy",
                "missed %",
                "swaps/h",
                "slowed s",
                "peak °C",
                "energy",
                "cost");
        judgement.runs().forEach(run -> row(table, run));
        text.append(table.render("  "));
        text.append(String.format(
                Locale.ROOT,
                "  energy and cost are times the oracle's; a wrong answer costs %.3g J; the oracle shifts every %s,"
                        + " at most %s over the optimum%n",
                judgement.errorJ(),
                judgement.turnsPerStage() == 1 ? "turn" : judgement.turnsPerStage() + " turns",
                Double.isNaN(judgement.oracleErrorRatio())
                        ? "an unknown share"
                        : String.format(Locale.ROOT, "%.2f %%", 100 * judgement.oracleErrorRatio())));
        text.append(render(report.quality()));
        if (!report.assumptions().isEmpty()) {
            text.append("  taken to be so:").append(System.lineSeparator());
        }
        report.assumptions().forEach(taken -> text.append("    ").append(taken).append(System.lineSeparator()));
        report.requirements()
                .forEach(outcome -> text.append("  ")
                        .append(outcome.holds() ? "holds: " : "fails: ")
                        .append(outcome.sentence())
                        .append(System.lineSeparator()));
        return text.toString();
    }

    private static String render(ModelQuality quality) {
        return String.format(
                "  the device model against what the trace recorded:%n    temperature  %s%n    battery      %s%n"
                        + "    latency      %s%n",
                compared(quality.temperatureRmseC(), "%.2f °C off (root mean square)", 1),
                compared(quality.batteryErrorRatio(), "%.1f %% off", 100),
                compared(quality.latencyErrorRatio(), "%.1f %% off", 100));
    }

    private static String compared(Compared compared, String form, double factor) {
        Double error = compared.error();
        return error == null
                ? "not compared: " + compared.basis()
                : String.format(Locale.ROOT, form, factor * error) + ": " + compared.basis();
    }

    private static void row(TextTable table, Judgement.Run run) {
        Figures figures = run.figures();
        table.row(
                figures.policy(),
                number("%.2f", figures.energyJ()),
                number("%.4f", figures.effectiveAccuracy()),
                number("%.2f", 100 * figures.missRatio()),
                number("%.1f", figures.swapsPerHour()),
                number("%.0f", figures.throttledSeconds()),
                number("%.1f", figures.peakC()),
                number("%.3f", run.energyVsOracle()),
                number("%.3f", run.costVsOracle()));
    }

    private static String number(String form, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, form, value) : "-";
    }

    static ObjectNode json(List<TraceReport> reports) {
        ObjectNode json = ReportJson.of(reports);
        double seconds = reports.stream().mapToDouble(TraceReport::runSeconds).sum();
        double deviceSeconds =
                reports.stream().mapToDouble(TraceReport::deviceSeconds).sum();
        json.putObject("speed")
                .put("deviceSecondsPerSecond", deviceSeconds / seconds)
                .put("deviceSeconds", deviceSeconds)
                .put("seconds", seconds);
        return json;
    }
}
