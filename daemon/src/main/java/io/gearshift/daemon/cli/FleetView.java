package io.gearshift.daemon.cli;

import io.gearshift.simulator.fleet.FleetPlan;
import io.gearshift.simulator.fleet.FleetSummary;
import io.gearshift.simulator.fleet.FleetSummary.Figure;
import io.gearshift.simulator.fleet.FleetSummary.Quantiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A fleet's summary for eyes. */
final class FleetView {

    private static final int MOST_CAUSES = 5;

    private FleetView() {}

    static String render(FleetPlan plan, FleetSummary summary, Path out) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %d devices, seed %d; rows in %s%n",
                plan.name(),
                plan.devices(),
                plan.seed(),
                out.resolve("rows.parquet")));
        TextTable table = new TextTable(
                Set.of(1, 2, 3, 4, 5, 6, 7),
                "policy",
                "devices",
                "failed",
                "energy J",
                "accuracy",
                "missed %",
                "swaps/h",
                "slowed s");
        for (String policy : summary.policies()) {
            Map<Figure, Quantiles> of = summary.quantiles(policy);
            table.row(
                    policy,
                    String.valueOf(summary.devices(policy)),
                    String.valueOf(summary.failed(policy)),
                    three(of.get(Figure.ENERGY_J), "%.1f", 1),
                    three(of.get(Figure.EFFECTIVE_ACCURACY), "%.3f", 1),
                    three(of.get(Figure.MISS_RATIO), "%.1f", 100),
                    three(of.get(Figure.SWAPS_PER_HOUR), "%.1f", 1),
                    three(of.get(Figure.THROTTLED_SECONDS), "%.0f", 1));
        }
        text.append(table.render("  ")).append("  figures: 5th, 50th and 95th percentile over the devices\n");
        return summary.policies().size() < 2
                ? text.toString()
                : text.append(duels(summary)).toString();
    }

    /** The first policy against each other one; all pairs are in the summary's file. */
    private static String duels(FleetSummary summary) {
        String first = summary.policies().get(0);
        TextTable table = new TextTable(
                Set.of(1, 2, 3), first + " against", "less energy, %", "fewer misses, %", "more accuracy, %");
        for (String other : summary.policies().subList(1, summary.policies().size())) {
            List<String> cells = summary.duels().stream()
                    .filter(duel -> duel.policy().equals(first) && duel.other().equals(other))
                    .map(FleetView::share)
                    .toList();
            if (cells.size() == 3) {
                table.row(other, cells.get(0), cells.get(1), cells.get(2));
            }
        }
        return table.render("  ")
                + "  share of devices on which it is strictly better, with its 95 % confidence interval\n";
    }

    private static String share(FleetSummary.Duel duel) {
        return percent(duel.betterRatio()) + " (" + percent(duel.fromRatio()) + "–" + percent(duel.toRatio()) + ")";
    }

    private static String three(@Nullable Quantiles of, String form, double factor) {
        return of == null
                ? "-"
                : String.format(
                        Locale.ROOT,
                        form + " " + form + " " + form,
                        factor * of.p5(),
                        factor * of.p50(),
                        factor * of.p95());
    }

    private static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.1f", 100 * ratio);
    }

    /** Why rows failed, the most frequent first. */
    static String causes(FleetSummary summary) {
        return summary.errors().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_CAUSES)
                .map(cause -> cause.getValue() + " times: " + cause.getKey())
                .collect(Collectors.joining("\n    "));
    }
}
