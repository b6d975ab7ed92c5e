package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.simulator.diff.Costs;
import io.gearshift.simulator.diff.DiffReport;
import io.gearshift.simulator.diff.TraceDiff;
import java.util.List;

/** A diff for scripts. */
final class PolicyDiffJson {

    private PolicyDiffJson() {}

    static ObjectNode of(DiffReport report, List<String> broken) {
        ObjectNode json = JsonOutput.object()
                .put("isSame", report.changedRatio() == 0)
                .put("isOpenLoop", true)
                .put("changedRatio", report.changedRatio());
        json.set("a", TraceJson.mapper().valueToTree(report.a()));
        json.set("b", TraceJson.mapper().valueToTree(report.b()));
        ArrayNode limits = json.putArray("overTheLimit");
        broken.forEach(limits::add);
        json.putObject("total").set("a", costs(report.totalA()));
        ((ObjectNode) json.get("total")).set("b", costs(report.totalB()));
        ArrayNode traces = json.putArray("traces");
        report.traces().forEach(trace -> traces.add(trace(trace)));
        return json;
    }

    private static ObjectNode trace(TraceDiff trace) {
        ObjectNode json = JsonOutput.object()
                .put("trace", trace.trace())
                .put("startedAt", trace.startedAt().toString())
                .put("seconds", trace.length().toMillis() / 1000.0)
                .put("gaps", trace.gaps())
                .put("leftOutS", trace.leftOut().toMillis() / 1000.0)
                .put("events", trace.events())
                .put("changedRatio", trace.modelS() == 0 ? 0 : trace.changedS() / trace.modelS())
                .put("estimatedSwaps", trace.estimatedSwaps())
                .put("faultA", trace.faultA())
                .put("faultB", trace.faultB());
        json.set("assumed", TraceJson.mapper().valueToTree(trace.assumptions()));
        json.set("a", costs(trace.a()));
        json.set("b", costs(trace.b()));
        ArrayNode intervals = json.putArray("intervals");
        trace.intervals().forEach(interval -> {
            ObjectNode node = intervals
                    .addObject()
                    .put("model", interval.model())
                    .put("from", interval.from().toString())
                    .put("to", interval.to().toString())
                    .put("gearA", interval.gearA())
                    .put("gearB", interval.gearB());
            node.set("why", TraceJson.mapper().valueToTree(interval.why()));
        });
        return json;
    }

    private static ObjectNode costs(Costs costs) {
        ObjectNode json = JsonOutput.object()
                .put("requests", costs.requests())
                .put("energyJ", costs.energyJ())
                .put("swapEnergyJ", costs.swapsJ())
                .put("misses", costs.misses())
                .put("effectiveAccuracy", costs.effectiveAccuracy())
                .put("swaps", costs.swaps())
                .put("faults", costs.faults());
        json.set("secondsInGear", TraceJson.mapper().valueToTree(costs.inGear()));
        return json;
    }
}
