package io.gearshift.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.simulator.baseline.Judgement;
import io.gearshift.simulator.closedloop.Figures;
import io.gearshift.simulator.closedloop.Setting;
import java.util.List;

/**
 * Reports as JSON: the runs of all traces in one list, each with its trace, and how good the device model is over all of them; under
 * {@code traces} what is of each trace. The same for the same seed. What is not known or not finite is null.
 */
public final class ReportJson {

    private ReportJson() {}

    public static ObjectNode of(List<TraceReport> reports) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode runs = json.putArray("runs");
        reports.forEach(report -> report.judgement().runs().forEach(run -> runs.add(run(report, run))));
        json.set(
                "deviceModel",
                quality(ModelQuality.pooled(
                        reports.stream().map(TraceReport::quality).toList())));
        ArrayNode traces = json.putArray("traces");
        reports.forEach(report -> traces.add(trace(report)));
        return json;
    }

    private static ObjectNode run(TraceReport report, Judgement.Run run) {
        Figures figures = run.figures();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("trace", report.judgement().scenario().name())
                .put("policy", figures.policy())
                .put("energyJ", figures.energyJ());
        put(json, "deviceJ", figures.deviceJ());
        json.put("effectiveAccuracy", figures.effectiveAccuracy())
                .put("missRatio", figures.missRatio())
                .put("requests", figures.requests())
                .put("refused", figures.refused())
                .put("swapsPerHour", figures.swapsPerHour());
        put(json, "throttledSeconds", figures.throttledSeconds());
        put(json, "peakC", figures.peakC());
        put(json, "chargeRatio", figures.chargeRatio());
        put(json, "energyVsOracle", run.energyVsOracle());
        put(json, "errorVsOracle", run.errorVsOracle());
        put(json, "costVsOracle", run.costVsOracle());
        return json;
    }

    private static ObjectNode trace(TraceReport report) {
        Judgement judgement = report.judgement();
        Setting setting = judgement.scenario().setting();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("trace", judgement.scenario().name())
                .put("device", setting.device().name())
                .put("seed", setting.seed())
                .put("policy", report.policy())
                .put("errorPriceJ", judgement.errorJ())
                .put("turnsPerStage", judgement.turnsPerStage())
                .put("gaps", judgement.scenario().gaps())
                .put("leftOutS", judgement.scenario().leftOutS());
        put(json, "oracleErrorRatio", judgement.oracleErrorRatio());
        ArrayNode assumed = json.putArray("assumed");
        report.assumptions().forEach(assumed::add);
        json.set("deviceModel", quality(report.quality()));
        ArrayNode requirements = json.putArray("requirements");
        report.requirements().forEach(outcome -> requirements.add(requirement(outcome)));
        return json;
    }

    private static ObjectNode quality(ModelQuality quality) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("temperatureRmseC", quality.temperatureRmseC().error())
                .put("batteryErrorRatio", quality.batteryErrorRatio().error())
                .put("latencyErrorRatio", quality.latencyErrorRatio().error());
        json.putObject("basis")
                .put("temperature", quality.temperatureRmseC().basis())
                .put("battery", quality.batteryErrorRatio().basis())
                .put("latency", quality.latencyErrorRatio().basis());
        return json;
    }

    private static ObjectNode requirement(Requirement.Outcome outcome) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("expression", outcome.requirement().expression()).put("holds", outcome.holds());
        put(json, "figure", outcome.figure());
        put(json, "bound", outcome.bound());
        return json;
    }

    /** JSON knows no infinity; over an oracle that paid nothing there is no ratio. */
    private static void put(ObjectNode json, String key, double value) {
        if (Double.isFinite(value)) {
            json.put(key, value);
        } else {
            json.putNull(key);
        }
    }
}
