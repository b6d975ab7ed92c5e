package io.gearshift.metrics.meters;

import io.gearshift.metrics.recent.ModelStats;
import io.gearshift.metrics.recent.RollingLatency;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Every answer: latency, energy, misses, errors. Thread-safe. The meters of a gear are found by two look-ups and no
 * allocation; they are made on its first answer.
 */
public final class ServeMeters {

    /** Label for a model that a client made up: its text never becomes a series. */
    private static final String UNKNOWN = "unknown";

    private final MeterRegistry registry;
    private final LongSupplier nanoTime;
    private final Map<String, ModelMeters> models = new ConcurrentHashMap<>();
    private final LongAdder answers = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** @param nanoTime monotonic time, nanoseconds */
    public ServeMeters(MeterRegistry registry, LongSupplier nanoTime) {
        this.registry = registry;
        this.nanoTime = nanoTime;
    }

    /** @see io.gearshift.core.observe.ServeListener#onAnswer */
    public void answer(
            String model,
            String gear,
            String variant,
            String provider,
            double latencyMs,
            boolean isLate,
            double energyMj,
            boolean isEnergyMeasured) {
        ModelMeters ofModel = model(model);
        GearCounts counts = ofModel.gears.get(gear);
        if (counts == null) {
            counts = ofModel.gears.computeIfAbsent(gear, g -> new GearCounts(model, variant, provider));
        }
        counts.latency.record((long) (latencyMs * 1e6), TimeUnit.NANOSECONDS);
        ofModel.recent.record(latencyMs);
        answers.increment();
        if (isLate) {
            ofModel.misses.increment();
            misses.increment();
        }
        if (energyMj >= 0) {
            (isEnergyMeasured ? counts.measured : counts.modelled).increment(energyMj / 1000);
        }
    }

    /** @see io.gearshift.core.observe.ServeListener#onError */
    public void error(String model, String variant, String kind) {
        boolean isKnown = !kind.equals("unknown_model");
        Counter.builder("gearshift.inference.errors")
                .description("Requests that were not answered by the gear they were given to, by whose fault it was.")
                .tag(Series.MODEL, isKnown ? model : UNKNOWN)
                .tag(Series.VARIANT, isKnown && !variant.isEmpty() ? variant : "none")
                .tag("kind", kind)
                .register(registry)
                .increment();
    }

    /** Recent rate and percentiles of one model. */
    public ModelStats stats(String model) {
        ModelMeters ofModel = models.get(model);
        return ofModel == null ? ModelStats.NONE : ofModel.recent.stats();
    }

    /** Of all models since the process began, also of those that are gone. */
    public long answers() {
        return answers.sum();
    }

    /** Of {@link #answers}, those later than the latency objective. */
    public long misses() {
        return misses.sum();
    }

    /** Models that have answered. */
    public Set<String> models() {
        return models.keySet();
    }

    /** Forgets a model that is no longer registered. */
    public void retire(String model) {
        models.remove(model);
    }

    /** Forgets a variant that is no longer registered. */
    public void retireVariant(String model, String variant) {
        ModelMeters ofModel = models.get(model);
        if (ofModel != null) {
            ofModel.gears.values().removeIf(counts -> counts.variant.equals(variant));
        }
    }

    private ModelMeters model(String model) {
        ModelMeters ofModel = models.get(model);
        return ofModel != null ? ofModel : models.computeIfAbsent(model, ModelMeters::new);
    }

    private final class ModelMeters {
        private final Map<String, GearCounts> gears = new ConcurrentHashMap<>();
        private final Counter misses;
        private final RollingLatency recent = new RollingLatency(nanoTime);

        ModelMeters(String model) {
            misses = Counter.builder("gearshift.slo.misses")
                    .description("Answers later than the latency objective in force.")
                    .tag(Series.MODEL, model)
                    .register(registry);
        }
    }

    private final class GearCounts {
        private final String variant;
        private final Timer latency;
        private final Counter measured;
        private final Counter modelled;

        GearCounts(String model, String variant, String provider) {
            this.variant = variant;
            this.latency = Timer.builder("gearshift.inference.duration")
                    .description("Time of one answer, from the lease of the gear to its last output.")
                    .tags(new Gear(variant, provider).tags(model))
                    .serviceLevelObjectives(Buckets.LATENCY)
                    .register(registry);
            this.measured = energy(model, variant, "measured");
            this.modelled = energy(model, variant, "modelled");
        }

        private Counter energy(String model, String variant, String source) {
            return Counter.builder("gearshift.energy")
                    .description("Energy of answers: measured by a power sensor, or modelled from processor time.")
                    .baseUnit("joules")
                    .tag(Series.MODEL, model)
                    .tag(Series.VARIANT, variant)
                    .tag("source", source)
                    .register(registry);
        }
    }
}
