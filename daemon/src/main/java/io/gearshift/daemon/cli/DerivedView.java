package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.text.Sizes;
import io.gearshift.registry.derive.Derived;
import io.gearshift.registry.derive.Figures;
import io.gearshift.registry.derive.Request;
import io.gearshift.registry.derive.Request.Method;
import io.gearshift.registry.derive.check.Agreement;
import io.gearshift.registry.derive.check.Cost;
import io.gearshift.registry.derive.check.Packed;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A derived variant beside its parent. */
final class DerivedView {

    private DerivedView() {}

    static String render(Request request, Derived derived) {
        Agreement agreement = derived.agreement();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "registered %s/%s: %s%n",
                request.manifest().name(),
                derived.variant().name(),
                derived.how()));
        TextTable table = new TextTable(Set.of(1, 2, 3), "", request.parent().name(), request.name(), "");
        table.row(
                "size",
                Sizes.readable(derived.parentBytes()),
                Sizes.readable(derived.variant().bytes()),
                String.format(Locale.ROOT, "%.2f times smaller", derived.compression()));
        table.row(
                "latency, 1 thread",
                Words.significant(derived.figures().speed().parentMs()) + " ms",
                Words.significant(derived.figures().speed().derivedMs()) + " ms",
                String.format(
                        Locale.ROOT,
                        "%.2f times as fast",
                        derived.figures().speed().speedup()));
        costs(table, derived.figures());
        if (agreement.accuracy() != null && agreement.parentAccuracy() != null) {
            table.row(
                    "accuracy",
                    Words.percent(agreement.parentAccuracy()),
                    Words.percent(agreement.accuracy()),
                    String.format(Locale.ROOT, "%.2f points lost", agreement.lossPoints()));
        }
        text.append(table.render("  "));
        text.append(String.format(
                Locale.ROOT,
                "  cosine with %s: mean %.5f, least %.5f%s, on %d %s inputs%n",
                request.parent().name(),
                agreement.meanCosine(),
                agreement.leastCosine(),
                agreement.sameClass() == null
                        ? ""
                        : String.format(Locale.ROOT, "; same answer: %s", Words.percent(agreement.sameClass())),
                agreement.samples(),
                derived.figures().areInputsReal() ? "real" : "generated"));
        List<String> left = request.method() == Method.STATIC ? derived.left() : List.of();
        left.forEach(operator -> text.append("  in float: ").append(operator).append('\n'));
        derived.whole()
                .forEach(operator ->
                        text.append("  left whole: ").append(operator).append('\n'));
        return text.toString();
    }

    private static void costs(TextTable table, Figures figures) {
        Packed packed = figures.packed();
        if (packed != null) {
            table.row(
                    "with gzip",
                    Sizes.readable(packed.parentBytes()),
                    Sizes.readable(packed.bytes()),
                    String.format(Locale.ROOT, "%.2f times smaller", packed.compression()));
        }
        Cost before = figures.parentCost();
        Cost after = figures.cost();
        if (before != null && after != null) {
            table.row(
                    "memory",
                    Sizes.readable((long) before.memoryBytes()),
                    Sizes.readable((long) after.memoryBytes()),
                    "");
            table.row(
                    "energy",
                    Words.significant(before.energyMj()) + " mJ",
                    Words.significant(after.energyMj()) + " mJ",
                    after.isEnergyMeasured() ? "measured" : "modelled: CPU time times watts per core");
        }
    }

    private static void json(ObjectNode json, Figures figures) {
        Packed packed = figures.packed();
        if (packed != null) {
            json.put("parentGzipBytes", packed.parentBytes()).put("gzipBytes", packed.bytes());
        }
        Cost before = figures.parentCost();
        Cost after = figures.cost();
        if (before != null && after != null) {
            json.put("latencyP95Ms", after.p95Ms())
                    .put("parentMemoryBytes", before.memoryBytes())
                    .put("memoryBytes", after.memoryBytes())
                    .put("parentEnergyMj", before.energyMj())
                    .put("energyMj", after.energyMj())
                    .put("isEnergyMeasured", after.isEnergyMeasured());
        }
    }

    static ObjectNode json(Request request, Derived derived) {
        Agreement agreement = derived.agreement();
        ObjectNode json = JsonOutput.object()
                .put("model", request.manifest().name())
                .put("parent", request.parent().name())
                .put("variant", derived.variant().name())
                .put("file", derived.variant().requireFile().toString())
                .put("sha256", derived.variant().sha256())
                .put("how", derived.how())
                .put("parentBytes", derived.parentBytes())
                .put("bytes", derived.variant().bytes())
                .put("compression", derived.compression())
                .put("parentMs", derived.figures().speed().parentMs())
                .put("latencyMs", derived.figures().speed().derivedMs())
                .put("speedup", derived.figures().speed().speedup())
                .put("samples", agreement.samples())
                .put("areInputsReal", derived.figures().areInputsReal())
                .put("meanCosine", agreement.meanCosine())
                .put("leastCosine", agreement.leastCosine())
                .put("sameClass", agreement.sameClass())
                .put("parentTestAccuracy", agreement.parentAccuracy())
                .put("testAccuracy", agreement.accuracy())
                .put("accuracy", derived.variant().accuracy());
        json(json, derived.figures());
        derived.left().forEach(json.putArray("inFloat")::add);
        derived.whole().forEach(json.putArray("leftWhole")::add);
        return json;
    }
}
