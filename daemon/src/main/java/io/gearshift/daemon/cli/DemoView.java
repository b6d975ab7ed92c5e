package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.daemon.demo.DemoReport;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a demonstration came to, as text and as JSON. */
final class DemoView {

    private DemoView() {}

    static String render(DemoReport report) {
        TextTable table = new TextTable(
                Set.of(1, 2, 3, 4, 5, 6, 7, 8),
                "MODEL",
                "ANSWERS",
                "LOST",
                "ACCURACY",
                "ALWAYS FULL",
                "ENERGY",
                "ALWAYS FULL",
                "SAVED",
                "SHIFTS",
                "ANSWERED BY");
        for (DemoReport.Row row : report.models()) {
            table.row(
                    row.model(),
                    Integer.toString(row.answers()),
                    Integer.toString(row.lost()),
                    percent(row.accuracy()),
                    percent(row.accuracyAlwaysFull()),
                    joules(row.energyJ()),
                    joules(row.energyAlwaysFullJ()),
                    whole(row.saving()),
                    Integer.toString(row.shifts()),
                    gears(row));
        }
        table.row(
                "all",
                Integer.toString(report.answers()),
                Integer.toString(report.lost()),
                "",
                "",
                joules(report.energyJ()),
                joules(report.energyAlwaysFullJ()),
                whole(saving(report)),
                Integer.toString(report.shifts().size()),
                "");
        return System.lineSeparator() + table.render("") + System.lineSeparator()
                + "Energy: of this device, modelled from processor time when its gears were measured. Always full: the same"
                + " questions, all answered by the full variant on the device." + System.lineSeparator()
                + losses(report) + outcomes(report);
    }

    private static String gears(DemoReport.Row row) {
        int all = Math.max(1, row.answers());
        return row.gears().entrySet().stream()
                .map(gear -> gear.getKey() + " " + whole((double) gear.getValue() / all))
                .collect(Collectors.joining(", "));
    }

    private static String losses(DemoReport report) {
        return report.models().stream()
                .filter(row -> row.lost() > 0)
                .map(row -> "lost: " + row.model() + ": the first because: " + row.firstLoss() + System.lineSeparator())
                .collect(Collectors.joining());
    }

    private static String outcomes(DemoReport report) {
        StringBuilder text = new StringBuilder();
        for (DemoReport.Outcome outcome : report.expectations()) {
            text.append(outcome.isMet() ? "ok      " : "missed  ").append(outcome.expectation());
            text.append(outcome.isMet() ? "" : ": " + outcome.found()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static double saving(DemoReport report) {
        return report.energyAlwaysFullJ() > 0 ? 1 - report.energyJ() / report.energyAlwaysFullJ() : 0;
    }

    private static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.2f %%", ratio * 100);
    }

    private static String whole(double ratio) {
        return String.format(Locale.ROOT, "%.0f %%", ratio * 100);
    }

    private static String joules(double joules) {
        return Words.significant(joules) + " J";
    }

    static ObjectNode json(DemoReport report) {
        ObjectNode json = JsonOutput.object()
                .put("isGood", report.isGood())
                .put("seconds", report.seconds())
                .put("answers", report.answers())
                .put("lost", report.lost())
                .put("energyJ", report.energyJ())
                .put("energyAlwaysFullJ", report.energyAlwaysFullJ());
        ArrayNode models = json.putArray("models");
        for (DemoReport.Row row : report.models()) {
            ObjectNode node = models.addObject()
                    .put("model", row.model())
                    .put("answers", row.answers())
                    .put("lost", row.lost())
                    .put("firstLoss", row.firstLoss())
                    .put("accuracy", row.accuracy())
                    .put("accuracyAlwaysFull", row.accuracyAlwaysFull())
                    .put("energyJ", row.energyJ())
                    .put("energyAlwaysFullJ", row.energyAlwaysFullJ())
                    .put("shifts", row.shifts());
            ObjectNode gears = node.putObject("gears");
            row.gears().forEach(gears::put);
        }
        ArrayNode shifts = json.putArray("shifts");
        for (DemoReport.Shift shift : report.shifts()) {
            shifts.addObject()
                    .put("atS", shift.atS())
                    .put("model", shift.model())
                    .put("from", shift.from())
                    .put("to", shift.to())
                    .put("why", shift.why())
                    .put("rule", shift.rule());
        }
        ArrayNode expectations = json.putArray("expectations");
        report.expectations()
                .forEach(outcome -> expectations
                        .addObject()
                        .put("expectation", outcome.expectation())
                        .put("isMet", outcome.isMet())
                        .put("found", outcome.found()));
        return json;
    }
}
