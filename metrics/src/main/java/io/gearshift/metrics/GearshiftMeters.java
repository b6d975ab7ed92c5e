package io.gearshift.metrics;

import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.observe.CycleListener;
import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.observe.ReloadOutcome;
import io.gearshift.core.observe.ServeListener;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.metrics.meters.BundleMeters;
import io.gearshift.metrics.meters.DecisionMeters;
import io.gearshift.metrics.meters.GearMeters;
import io.gearshift.metrics.meters.PolicyMeters;
import io.gearshift.metrics.meters.ProcessMeters;
import io.gearshift.metrics.meters.ReloadMeters;
import io.gearshift.metrics.meters.Retirement;
import io.gearshift.metrics.meters.SensorMeters;
import io.gearshift.metrics.meters.ServeMeters;
import io.gearshift.metrics.meters.ShadowMeters;
import io.gearshift.metrics.meters.SwapMeters;
import io.gearshift.metrics.prometheus.PrometheusScrape;
import io.gearshift.metrics.recent.ModelStats;
import io.gearshift.metrics.recent.Totals;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All meters of the daemon behind one door. {@link #onAnswer}, {@link #onError}, {@link #scrape} and {@link #stats} may be
 * called by any thread; the rest is told by the loop's thread.
 */
public final class GearshiftMeters implements CycleListener, ServeListener {

    private final PrometheusScrape prometheus = new PrometheusScrape();
    private final DecisionMeters decisions;
    private final GearMeters gears;
    private final PolicyMeters policy;
    private final SwapMeters swaps;
    private final SensorMeters sensors;
    private final ServeMeters serving;
    private final ShadowMeters shadow;
    private final ReloadMeters reloads;
    private final Retirement retirement;
    private final Map<String, Set<String>> variants = new HashMap<>();

    /**
     * @param maxSensorAge a reading older than this is stale
     * @param proc root of procfs, for the figures of the process itself
     */
    public GearshiftMeters(Clock clock, Duration maxSensorAge, Path proc) {
        var registry = prometheus.registry();
        decisions = new DecisionMeters(registry);
        gears = new GearMeters(registry);
        policy = new PolicyMeters(registry);
        swaps = new SwapMeters(registry);
        sensors = new SensorMeters(registry, clock, maxSensorAge);
        serving = new ServeMeters(registry, System::nanoTime);
        shadow = new ShadowMeters(registry);
        reloads = new ReloadMeters(registry);
        retirement = new Retirement(registry, decisions, gears, serving, shadow);
        ProcessMeters.bind(registry, proc, clock);
    }

    /** With the system's clock and {@code /proc}. */
    public static GearshiftMeters system(Duration maxSensorAge) {
        return new GearshiftMeters(Clock.systemUTC(), maxSensorAge, Path.of("/proc"));
    }

    @Override
    public void onCycle(CycleRecord cycle) {
        policy.turn(cycle.policy(), cycle.firedRules(), cycle.policyFault());
        sensors.device(cycle.device());
        for (Decision decision : cycle.decisions()) {
            decisions.count(decision);
            gears.expect(decision);
            if (decision.action() == Action.HOLD) {
                gears.activate(decision.model(), decision.gear());
            }
        }
    }

    /** What serving observed, as it is told to the loop: set against what the last turn expected. */
    public void onObservations(List<Observation> observations) {
        observations.forEach(gears::observe);
    }

    /** @param nanos that one turn of the loop took to decide */
    public void onDecided(long nanos) {
        decisions.time(nanos);
    }

    /** @param took from the decision to the cut-over, or to the failure */
    public void onSwap(SwapResult result, Duration took) {
        swaps.record(result, took);
        if (result.isSuccess()) {
            gears.activate(result.plan().model(), result.plan().to());
        }
    }

    public void onReadings(List<Reading> readings) {
        sensors.read(readings);
    }

    /** The registered models, all of them: series of models and variants that are gone disappear. */
    public void onCatalog(List<ModelSpec> models) {
        Map<String, Set<String>> now = new HashMap<>();
        for (ModelSpec model : models) {
            Set<String> names = now.computeIfAbsent(model.name(), m -> new HashSet<>());
            model.gears().forEach(gear -> names.add(gear.variant()));
        }
        variants.forEach((model, names) -> retire(model, names, now.get(model)));
        variants.clear();
        variants.putAll(now);
    }

    private void retire(String model, Set<String> before, @Nullable Set<String> now) {
        if (now == null) {
            retirement.model(model);
            return;
        }
        before.stream().filter(variant -> !now.contains(variant)).forEach(v -> retirement.variant(model, v));
    }

    @Override
    public void onAnswer(
            String model,
            String gear,
            String variant,
            String provider,
            double latencyMs,
            boolean isLate,
            double energyMj,
            boolean isEnergyMeasured) {
        serving.answer(model, gear, variant, provider, latencyMs, isLate, energyMj, isEnergyMeasured);
    }

    @Override
    public void onError(String model, String variant, String kind) {
        serving.error(model, variant, kind);
    }

    /** Any thread. */
    public void onReload(ReloadOutcome outcome) {
        reloads.count(outcome);
    }

    /** What the policy in the shadow is counted by. Any thread. */
    public ShadowMeters shadow() {
        return shadow;
    }

    /** Meters of policy bundles, for a daemon that follows a server of them. Once. */
    public BundleMeters bundles(Enum<?>[] pulls, Enum<?>[] changes) {
        return new BundleMeters(prometheus.registry(), pulls, changes);
    }

    /** What was served since the process began. Any thread. */
    public Totals totals() {
        long misses = serving.misses(); // first: an answer in between must not make more misses than answers
        return new Totals(serving.answers(), misses, policy.faults());
    }

    /** Recent traffic of one model; all zero for one that has not answered. */
    public ModelStats stats(String model) {
        return serving.stats(model);
    }

    /** The body of {@code GET /metrics}, of type {@link PrometheusScrape#CONTENT_TYPE}. */
    public String scrape() {
        sensors.sweep();
        return prometheus.text();
    }
}
