package io.gearshift.simulator.fleet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/**
 * What a fleet's rows say together: percentiles of each policy over its devices, and on what share of the devices one policy beats
 * another, with a 95 % confidence interval (E. B. Wilson, Journal of the American Statistical Association 22, 1927).
 */
public final class FleetSummary {

    private static final double CONFIDENCE = 0.95;
    private static final int[] PERCENTILES = {5, 50, 95};

    /** Figures of a row. */
    public enum Figure {
        ENERGY_J("energyJ", FleetRow.Result::energyJ, true),
        MISS_RATIO("missRatio", FleetRow.Result::missRatio, true),
        EFFECTIVE_ACCURACY("effectiveAccuracy", FleetRow.Result::effectiveAccuracy, false),
        SWAPS_PER_HOUR("swapsPerHour", FleetRow.Result::swapsPerHour, true),
        THROTTLED_SECONDS("throttledSeconds", FleetRow.Result::throttledSeconds, true);

        private final String key;
        private final ToDoubleFunction<FleetRow.Result> of;
        private final boolean isLowBetter;

        Figure(String key, ToDoubleFunction<FleetRow.Result> of, boolean isLowBetter) {
            this.key = key;
            this.of = of;
            this.isLowBetter = isLowBetter;
        }

        public String key() {
            return key;
        }
    }

    /** Of one figure of one policy. */
    public record Quantiles(double p5, double p50, double p95) {}

    /**
     * Two policies on the devices that ran under both.
     *
     * @param betterRatio share of the devices on which the first is strictly better
     * @param fromRatio lower end of the interval of that share
     * @param toRatio its upper end
     * @param equalRatio share on which they are alike
     */
    public record Duel(
            String policy,
            String other,
            Figure figure,
            int devices,
            double betterRatio,
            double fromRatio,
            double toRatio,
            double equalRatio) {}

    private final Map<String, Map<Integer, FleetRow.Result>> results = new LinkedHashMap<>();
    private final Map<String, Integer> failures = new LinkedHashMap<>();
    private final Map<String, Integer> errors = new TreeMap<>();

    public void add(FleetRow row) {
        FleetRow.Result result = row.figures();
        results.computeIfAbsent(row.policy(), name -> new TreeMap<>());
        if (result != null) {
            results.get(row.policy()).put(row.device(), result);
        } else {
            failures.merge(row.policy(), 1, Integer::sum);
            errors.merge(String.valueOf(row.error()), 1, Integer::sum);
        }
    }

    /** In the order in which they came. */
    public List<String> policies() {
        return List.copyOf(results.keySet());
    }

    /** Devices that ran to their end under this policy. */
    public int devices(String policy) {
        return results.getOrDefault(policy, Map.of()).size();
    }

    public int failed(String policy) {
        return failures.getOrDefault(policy, 0);
    }

    public int failed() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Why rows failed, with how many. */
    public Map<String, Integer> errors() {
        return errors;
    }

    /** None for a policy under which no device ran to its end. */
    public Map<Figure, Quantiles> quantiles(String policy) {
        Map<Figure, Quantiles> all = new EnumMap<>(Figure.class);
        for (Figure figure : devices(policy) == 0 ? new Figure[0] : Figure.values()) {
            Percentile percentile = new Percentile();
            percentile.setData(results.getOrDefault(policy, Map.of()).values().stream()
                    .mapToDouble(figure.of)
                    .toArray());
            all.put(
                    figure,
                    new Quantiles(
                            percentile.evaluate(PERCENTILES[0]),
                            percentile.evaluate(PERCENTILES[1]),
                            percentile.evaluate(PERCENTILES[2])));
        }
        return all;
    }

    /** Each two policies once, in energy, misses and accuracy. */
    public List<Duel> duels() {
        List<Duel> duels = new ArrayList<>();
        List<String> names = policies();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                for (Figure figure : List.of(Figure.ENERGY_J, Figure.MISS_RATIO, Figure.EFFECTIVE_ACCURACY)) {
                    Duel duel = duel(names.get(i), names.get(j), figure);
                    if (duel.devices() > 0) {
                        duels.add(duel);
                    }
                }
            }
        }
        return duels;
    }

    private Duel duel(String first, String second, Figure figure) {
        Map<Integer, FleetRow.Result> others = results.getOrDefault(second, Map.of());
        int both = 0;
        int better = 0;
        int equal = 0;
        for (Map.Entry<Integer, FleetRow.Result> one :
                results.getOrDefault(first, Map.of()).entrySet()) {
            FleetRow.Result other = others.get(one.getKey());
            if (other != null) {
                double a = figure.of.applyAsDouble(one.getValue());
                double b = figure.of.applyAsDouble(other);
                both++;
                better += (figure.isLowBetter ? a < b : a > b) ? 1 : 0;
                equal += a == b ? 1 : 0;
            }
        }
        if (both == 0) {
            return new Duel(first, second, figure, 0, 0, 0, 0, 0);
        }
        ConfidenceInterval wilson = BinomialProportion.getWilsonScoreInterval(both, (double) better / both, CONFIDENCE);
        return new Duel(
                first,
                second,
                figure,
                both,
                (double) better / both,
                Math.max(0, wilson.getLowerBound()),
                Math.min(1, wilson.getUpperBound()),
                (double) equal / both);
    }

    /** The same for the same seed. */
    public ObjectNode json(FleetPlan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("fleet", plan.name())
                .put("seed", plan.seed())
                .put("devices", plan.devices())
                .put("failedRows", failed());
        ArrayNode policies = json.putArray("policies");
        for (String policy : policies()) {
            ObjectNode one = policies.addObject()
                    .put("policy", policy)
                    .put("devices", devices(policy))
                    .put("failed", failed(policy));
            quantiles(policy)
                    .forEach((figure, of) -> one.putObject(figure.key())
                            .put("p5", of.p5())
                            .put("p50", of.p50())
                            .put("p95", of.p95()));
        }
        ArrayNode duels = json.putArray("comparisons");
        for (Duel duel : duels()) {
            duels.addObject()
                    .put("policy", duel.policy())
                    .put("other", duel.other())
                    .put("figure", duel.figure().key())
                    .put("devices", duel.devices())
                    .put("betterRatio", duel.betterRatio())
                    .put("fromRatio", duel.fromRatio())
                    .put("toRatio", duel.toRatio())
                    .put("equalRatio", duel.equalRatio());
        }
        ObjectNode causes = json.putObject("errors");
        errors.forEach(causes::put);
        return json;
    }
}
