package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.text.Sizes;
import io.gearshift.registry.derive.SplitRequest;
import io.gearshift.registry.derive.SplitResult;
import io.gearshift.registry.derive.split.CutCost;
import io.gearshift.registry.derive.split.Link;
import io.gearshift.registry.manifest.SplitVariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The cuts of a model. */
final class SplitView {

    private SplitView() {}

    static String render(SplitRequest request, SplitResult result) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "registered %d of %d cuts on the Pareto front of %s/%s; %d compared, %d tried ones answer otherwise%n",
                result.front().stream().filter(point -> point.variant() != null).count(),
                result.front().size(),
                request.manifest().name(),
                request.parent().name(),
                result.looked(),
                result.different()));
        List<String> header = new ArrayList<>(List.of("", "OPERATORS HERE", "ON THE WIRE", "HERE", "THERE"));
        request.links().forEach(link -> header.add(megabits(link) + " Mbit/s"));
        header.add("BEHIND");
        TextTable table = new TextTable(rightAligned(header.size() - 1), header.toArray(String[]::new));
        table.row(row(
                "all here", result.operators(), 0, result.wholeMs(), 0, times(request, link -> result.wholeMs()), ""));
        for (SplitResult.Point point : result.front()) {
            CutCost cost = point.cost();
            SplitVariant variant = point.variant();
            table.row(row(
                    variant == null ? "(not kept)" : variant.name(),
                    cost.cut().size(),
                    cost.cut().wireBytes(),
                    cost.deviceMs(),
                    cost.cloudMs(),
                    times(request, cost::totalMs),
                    String.join(" ", cost.cut().wire())));
        }
        double thereMs = result.wholeMs() / request.cloudSpeedup();
        table.row(row(
                "all there",
                0,
                result.inputBytes(),
                0,
                thereMs,
                times(request, link -> link.transferMs(result.inputBytes()) + thereMs),
                ""));
        return text.append(table.render("  ")).append(footnote(request, result)).toString();
    }

    private interface OverLink {
        double ms(Link link);
    }

    private static List<String> times(SplitRequest request, OverLink total) {
        return request.links().stream()
                .map(link -> Words.significant(total.ms(link)) + " ms")
                .toList();
    }

    private static String[] row(
            String name, int operators, long bytes, double hereMs, double thereMs, List<String> totals, String behind) {
        List<String> cells = new ArrayList<>(List.of(
                name,
                String.valueOf(operators),
                Sizes.readable(bytes),
                Words.significant(hereMs) + " ms",
                Words.significant(thereMs) + " ms"));
        cells.addAll(totals);
        cells.add(behind);
        return cells.toArray(String[]::new);
    }

    private static Set<Integer> rightAligned(int columns) {
        Set<Integer> columnsOfNumbers = new java.util.HashSet<>();
        for (int i = 1; i < columns; i++) {
            columnsOfNumbers.add(i);
        }
        return columnsOfNumbers;
    }

    private static String megabits(Link link) {
        double megabits = link.megabitsPerSecond();
        return megabits == Math.rint(megabits) ? String.valueOf((long) megabits) : String.valueOf(megabits);
    }

    private static String footnote(SplitRequest request, SplitResult result) {
        return String.format(
                Locale.ROOT,
                "  one sample, one thread; times there measured here%s; round trip %s ms; bit for bit as %s on %d %s inputs%n"
                        + "  no gear serves them yet: each head and tail is a model of its own%n",
                request.cloudSpeedup() == 1 ? "" : " and divided by " + request.cloudSpeedup(),
                Words.significant(request.links().get(0).rttMs()),
                request.parent().name(),
                result.samples(),
                result.areInputsReal() ? "real" : "generated");
    }

    static ObjectNode json(SplitRequest request, SplitResult result) {
        ObjectNode json = JsonOutput.object()
                .put("model", request.manifest().name())
                .put("parent", request.parent().name())
                .put("operators", result.operators())
                .put("compared", result.looked())
                .put("different", result.different())
                .put("inputBytes", result.inputBytes())
                .put("wholeMs", result.wholeMs())
                .put("cloudSpeedup", request.cloudSpeedup())
                .put("samples", result.samples())
                .put("areInputsReal", result.areInputsReal());
        ArrayNode front = json.putArray("front");
        for (SplitResult.Point point : result.front()) {
            CutCost cost = point.cost();
            ObjectNode cut = front.addObject()
                    .put(
                            "variant",
                            point.variant() == null ? null : point.variant().name())
                    .put("operatorsHere", cost.cut().size())
                    .put("wireBytes", cost.cut().wireBytes())
                    .put("answerBytes", cost.answerBytes())
                    .put("deviceMs", cost.deviceMs())
                    .put("cloudMs", cost.cloudMs());
            ArrayNode wire = cut.putArray("wire");
            cost.cut().wire().forEach(wire::add);
            ArrayNode totals = cut.putArray("totals");
            request.links()
                    .forEach(link -> totals.addObject()
                            .put("megabitsPerSecond", link.megabitsPerSecond())
                            .put("rttMs", link.rttMs())
                            .put("totalMs", cost.totalMs(link)));
        }
        return json;
    }
}
