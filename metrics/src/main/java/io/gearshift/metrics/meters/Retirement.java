package io.gearshift.metrics.meters;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/** Removes the series of models and variants that left the registry. Used by the loop's thread. */
public final class Retirement {

    private final MeterRegistry registry;
    private final DecisionMeters decisions;
    private final GearMeters gears;
    private final ServeMeters serving;
    private final ShadowMeters shadow;

    public Retirement(
            MeterRegistry registry,
            DecisionMeters decisions,
            GearMeters gears,
            ServeMeters serving,
            ShadowMeters shadow) {
        this.registry = registry;
        this.decisions = decisions;
        this.gears = gears;
        this.serving = serving;
        this.shadow = shadow;
    }

    public void model(String model) {
        decisions.retire(model);
        gears.retire(model);
        serving.retire(model);
        shadow.retire(model);
        for (Meter meter : registry.getMeters()) {
            if (model.equals(meter.getId().getTag(Series.MODEL))) {
                registry.remove(meter);
            }
        }
    }

    public void variant(String model, String variant) {
        gears.retireVariant(model, variant);
        serving.retireVariant(model, variant);
        for (Meter meter : registry.getMeters()) {
            if (model.equals(meter.getId().getTag(Series.MODEL))
                    && variant.equals(meter.getId().getTag(Series.VARIANT))) {
                registry.remove(meter);
            }
        }
    }
}
