package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.simulator.baseline.Judgement;
import io.gearshift.simulator.closedloop.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Runs on a modelled device beside each other, for eyes and for scripts. */
final class JudgementView {

    private JudgementView() {}

    static String render(List<Judgement> judgements) {
        StringBuilder text = new StringBuilder();
        for (Judgement judgement : judgements) {
            Figures first = judgement.runs().get(0).figures();
            text.append(String.format(
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
        }
        return text.toString();
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

    /** Over an oracle that paid nothing there is no ratio; JSON knows no infinity. */
    private static void put(ObjectNode json, String key, double value) {
        if (Double.isFinite(value)) {
            json.put(key, value);
        } else {
            json.putNull(key);
        }
    }

    static ObjectNode json(List<Judgement> judgements) {
        ObjectNode json = JsonOutput.object();
        ArrayNode traces = json.putArray("traces");
        for (Judgement judgement : judgements) {
            ObjectNode trace = traces.addObject()
                    .put("trace", judgement.scenario().name())
                    .put("device", judgement.scenario().setting().device().name())
                    .put("seed", judgement.scenario().setting().seed())
                    .put("errorPriceJ", judgement.errorJ())
                    .put("turnsPerStage", judgement.turnsPerStage());
            put(trace, "oracleErrorRatio", judgement.oracleErrorRatio());
            ArrayNode runs = trace.putArray("runs");
            judgement.runs().forEach(run -> runs.add(json(run)));
        }
        return json;
    }

    private static ObjectNode json(Judgement.Run run) {
        Figures figures = run.figures();
        ObjectNode json = JsonOutput.object()
                .put("policy", figures.policy())
                .put("energyJ", figures.energyJ())
                .put("deviceJ", figures.deviceJ())
                .put("effectiveAccuracy", figures.effectiveAccuracy())
                .put("missRatio", figures.missRatio())
                .put("requests", figures.requests())
                .put("refused", figures.refused())
                .put("swapsPerHour", figures.swapsPerHour())
                .put("throttledSeconds", figures.throttledSeconds())
                .put("peakC", figures.peakC())
                .put("chargeRatio", figures.chargeRatio());
        put(json, "energyVsOracle", run.energyVsOracle());
        put(json, "errorVsOracle", run.errorVsOracle());
        put(json, "costVsOracle", run.costVsOracle());
        return json;
    }
}
