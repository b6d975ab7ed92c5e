package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.text.Sizes;
import io.gearshift.registry.derive.Comparison;
import io.gearshift.registry.derive.check.Agreement;
import io.gearshift.simulator.report.HtmlPage;
import java.util.Locale;
import java.util.Set;

/** Variants side by side. */
final class ComparedView {

    private static final String PAGES = "io/gearshift/daemon/cli/";

    private ComparedView() {}

    static String render(Comparison comparison) {
        TextTable table = new TextTable(
                Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
                "GEAR",
                "SIZE",
                "SMALLER",
                "PARAMETERS",
                "P50",
                "95 %",
                "P95",
                "FASTER",
                "MEMORY",
                "ENERGY",
                "ACCURACY",
                "SAME ANSWER",
                "");
        for (Comparison.Row row : comparison.rows()) {
            Profile profile = row.cost().measurement().profile();
            table.row(
                    row.variant().name() + "@" + row.provider(),
                    Sizes.readable(row.variant().bytes()),
                    times(row.compression()),
                    String.valueOf(row.parameters()),
                    Words.significant(profile.latencyP50Ms()) + " ms",
                    String.format(Locale.ROOT, "±%.1f %%", row.cost().interval().halfWidthRatio() * 100),
                    Words.significant(profile.latencyP95Ms()) + " ms",
                    times(row.speedup()),
                    Sizes.readable(profile.memoryBytes()),
                    Words.significant(profile.energyMj()) + " mJ",
                    Words.percent(row.accuracy()),
                    same(row.agreement()),
                    row.isOnFront() ? "on the front" : "");
        }
        return table.render("") + footnote(comparison);
    }

    private static String times(double ratio) {
        return String.format(Locale.ROOT, "%.2fx", ratio);
    }

    private static String same(Agreement agreement) {
        Double sameClass = agreement.sameClass();
        return sameClass == null
                ? String.format(Locale.ROOT, "cosine %.4f", agreement.meanCosine())
                : Words.percent(sameClass);
    }

    private static String footnote(Comparison comparison) {
        boolean isLabelled =
                comparison.rows().stream().anyMatch(row -> row.agreement().accuracy() != null);
        boolean isMeasured = comparison.rows().stream()
                .allMatch(row -> row.cost().measurement().profile().isEnergyMeasured());
        boolean isPrecise =
                comparison.rows().stream().allMatch(row -> row.cost().isPrecise());
        return String.format(
                Locale.ROOT,
                "beside %s, one sample, one thread; same answer on %d %s inputs; accuracy %s; energy %s%s%n",
                comparison.baseline().name(),
                comparison.samples(),
                comparison.areInputsReal() ? "real" : "generated",
                isLabelled ? "on the labelled inputs" : "as the manifest states it",
                isMeasured ? "measured" : "modelled (CPU time times watts per core) where it could not be measured",
                isPrecise ? "" : "; time was up before some medians were known that well: --time-limit");
    }

    static ObjectNode json(Comparison comparison) {
        ObjectNode json = JsonOutput.object()
                .put("model", comparison.manifest().name())
                .put("baseline", comparison.baseline().name())
                .put("samples", comparison.samples())
                .put("areInputsReal", comparison.areInputsReal());
        ArrayNode variants = json.putArray("variants");
        comparison.rows().forEach(row -> put(variants.addObject(), row));
        return json;
    }

    private static void put(ObjectNode json, Comparison.Row row) {
        Profile profile = row.cost().measurement().profile();
        json.put("variant", row.variant().name())
                .put("provider", row.provider())
                .put("precision", row.variant().precision().name())
                .put("bytes", row.variant().bytes())
                .put("compression", row.compression())
                .put("parameters", row.parameters())
                .put("latencyP50Ms", profile.latencyP50Ms())
                .put("latencyP50LowMs", row.cost().interval().low())
                .put("latencyP50HighMs", row.cost().interval().high())
                .put("isPrecise", row.cost().isPrecise())
                .put("latencyP95Ms", profile.latencyP95Ms())
                .put("speedup", row.speedup())
                .put("loadMs", profile.loadMs())
                .put("memoryBytes", profile.memoryBytes())
                .put("energyMj", profile.energyMj())
                .put("isEnergyMeasured", profile.isEnergyMeasured())
                .put("accuracy", row.accuracy())
                .put("testAccuracy", row.agreement().accuracy())
                .put("sameClass", row.agreement().sameClass())
                .put("meanCosine", row.agreement().meanCosine())
                .put("leastCosine", row.agreement().leastCosine())
                .put("isOnFront", row.isOnFront());
    }

    static String html(Comparison comparison) {
        return HtmlPage.of(PAGES, "compare", json(comparison));
    }
}
