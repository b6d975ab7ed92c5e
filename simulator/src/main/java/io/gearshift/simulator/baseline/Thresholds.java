package io.gearshift.simulator.baseline;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.policy.Location;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds as they are written by hand: the lightest local gear from 70 °C on or with less than 20 % of the processor left, the
 * most accurate one below 65 °C; between the two what is in force. No dwell: it shifts as often as the thresholds are crossed.
 */
public final class Thresholds extends GearDriver {

    private static final double HOT_C = 70;
    private static final double COOL_C = 65;
    private static final double LEAST_FREE_RATIO = 0.2;

    private final SortedMap<SensorId, Double> temperatures = new TreeMap<>();
    private double loadRatio;
    private boolean isLight;

    @Override
    public String name() {
        return "thresholds";
    }

    @Override
    void told(LoopEvent event) {
        if (event instanceof LoopEvent.Sensed sensed) {
            sensed.readings().forEach(this::sense);
        }
    }

    private void sense(Reading reading) {
        if (reading.sensor().signal() == Signal.TEMPERATURE) {
            temperatures.put(reading.sensor(), reading.value());
        } else if (reading.sensor().equals(SensorId.of(Signal.CPU_LOAD, "total"))) {
            loadRatio = reading.value();
        }
    }

    @Override
    void begin() {
        double hottest = temperatures.values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
        if (hottest >= HOT_C || 1 - loadRatio < LEAST_FREE_RATIO) {
            isLight = true;
        } else if (hottest < COOL_C) {
            isLight = false;
        }
    }

    @Override
    @Nullable
    String gear(ModelSpec model, @Nullable String active) {
        Comparator<GearSpec> byEnergy =
                Comparator.comparingDouble(gear -> gear.profile().energyMj());
        Comparator<GearSpec> order = isLight
                ? byEnergy
                : Comparator.comparingDouble(GearSpec::accuracy).reversed().thenComparing(byEnergy);
        return model.gears().stream()
                .filter(gear -> gear.location() == Location.LOCAL)
                .min(order.thenComparing(GearSpec::gear))
                .map(GearSpec::gear)
                .orElse(null);
    }
}
