package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.text.Sizes;
import io.gearshift.registry.onnx.OperatorTime;
import io.gearshift.registry.profile.Point;
import io.gearshift.registry.profile.PointResult;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What was measured, and what could not be. */
final class BenchView {

    private BenchView() {}

    /**
     * @param measured in order
     * @param failed why a point could not be measured
     */
    static String render(Map<Point, PointResult> measured, Map<Point, String> failed) {
        TextTable table = new TextTable(
                Set.of(2, 3, 4, 5, 6, 7, 8, 9),
                "MODEL",
                "GEAR",
                "BATCH",
                "LOAD",
                "P50",
                "95 %",
                "P95",
                "LOADS IN",
                "MEMORY",
                "ENERGY",
                "");
        measured.forEach((point, result) -> row(table, point, result));
        failed.forEach((point, problem) -> table.row(
                point.job().manifest().name(),
                point.job().gear(),
                String.valueOf(point.batch()),
                String.valueOf(point.backgroundThreads()),
                "-",
                "-",
                "-",
                "-",
                "-",
                "-",
                problem));
        StringBuilder text = new StringBuilder(table.render(""));
        measured.forEach((point, result) -> hotSpots(text, point, result));
        return text.toString();
    }

    private static void row(TextTable table, Point point, PointResult result) {
        Profile profile = result.measurement().profile();
        table.row(
                point.job().manifest().name(),
                point.job().gear(),
                String.valueOf(point.batch()),
                String.valueOf(point.backgroundThreads()),
                Words.significant(profile.latencyP50Ms()) + " ms",
                String.format(Locale.ROOT, "±%.1f %%", result.interval().halfWidthRatio() * 100),
                Words.significant(profile.latencyP95Ms()) + " ms",
                Words.significant(profile.loadMs()) + " ms",
                Sizes.readable(profile.memoryBytes()),
                Words.significant(profile.energyMj()) + " mJ",
                (result.isPrecise() ? "" : "time limit; ")
                        + (profile.isEnergyMeasured() ? "energy measured" : "energy modelled"));
    }

    private static void hotSpots(StringBuilder text, Point point, PointResult result) {
        if (result.hotSpots().isEmpty()) {
            return;
        }
        text.append(String.format(
                "%n%s/%s, batch %d: operators that take most%n",
                point.job().manifest().name(), point.job().gear(), point.batch()));
        TextTable table = new TextTable(Set.of(2), "OPERATOR", "ON", "TIME", "NODE");
        for (OperatorTime operator : result.hotSpots()) {
            table.row(
                    operator.operator(),
                    operator.provider(),
                    Words.significant(operator.meanMs() * 1000) + " µs",
                    operator.node());
        }
        text.append(table.render("  "));
    }

    static ArrayNode json(Map<Point, PointResult> measured, Map<Point, String> failed) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        measured.forEach((point, result) -> put(head(json, point), result));
        failed.forEach((point, problem) -> head(json, point).put("problem", problem));
        return json;
    }

    private static ObjectNode head(ArrayNode json, Point point) {
        return json.addObject()
                .put("model", point.job().manifest().name())
                .put("gear", point.job().gear())
                .put("batch", point.batch())
                .put("backgroundThreads", point.backgroundThreads());
    }

    private static void put(ObjectNode json, PointResult result) {
        Profile profile = result.measurement().profile();
        json.put("latencyP50Ms", profile.latencyP50Ms())
                .put("latencyP50LowMs", result.interval().low())
                .put("latencyP50HighMs", result.interval().high())
                .put("isPrecise", result.isPrecise())
                .put("latencyP95Ms", profile.latencyP95Ms())
                .put("loadMs", profile.loadMs())
                .put("coldLoadMs", result.measurement().coldLoadMs())
                .put("memoryBytes", profile.memoryBytes())
                .put("energyMj", profile.energyMj())
                .put("isEnergyMeasured", profile.isEnergyMeasured())
                .put("runs", result.measurement().runs());
        ArrayNode operators = json.putArray("operators");
        for (OperatorTime operator : result.hotSpots()) {
            operators
                    .addObject()
                    .put("operator", operator.operator())
                    .put("provider", operator.provider())
                    .put("node", operator.node())
                    .put("meanMs", operator.meanMs());
        }
    }
}
