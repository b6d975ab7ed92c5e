package io.gearshift.simulator.plant;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole device, put together from its parts.
 *
 * @param heats the zone that each component warms; every component, every zone one of {@code thermal}'s
 * @param governed the zone whose temperature slows the processors
 * @param supply battery with the zone that its losses warm; null on mains
 * @param radio null when nothing is sent
 */
public record DeviceModel(
        String name,
        ThermalNetwork thermal,
        Map<Component, String> heats,
        ThrottleGovernor governor,
        String governed,
        Processor processor,
        @Nullable Supply supply,
        @Nullable Radio radio) {

    /** @param zone warmed by the battery's losses */
    public record Supply(BatteryModel battery, String zone) {}

    public DeviceModel {
        heats = Map.copyOf(heats);
        if (heats.size() != Component.values().length) {
            throw new IllegalArgumentException(name + ": heats: " + heats + " (expected: a zone for each of "
                    + Arrays.toString(Component.values()) + ")");
        }
        heats.values().forEach(thermal::zone);
        thermal.zone(governed);
        if (supply != null) {
            thermal.zone(supply.zone());
        }
    }

    /** All components warm the same zone. */
    public static Map<Component, String> allHeat(String zone) {
        Map<Component, String> heats = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            heats.put(component, zone);
        }
        return heats;
    }

    /** Everything at the given temperature, at full speed, radio asleep. */
    public DeviceStatus rested(double temperatureC, double chargeRatio) {
        double[] temperatures = new double[thermal.zones().size()];
        Arrays.fill(temperatures, temperatureC);
        return new DeviceStatus(temperatures, 0, 0, chargeRatio, 0);
    }

    public double frequencyRatio(DeviceStatus status) {
        return governor.frequencyRatio(status.throttleLevel());
    }

    public double governedC(DeviceStatus status) {
        return status.temperatureC(thermal.zone(governed));
    }

    /** Steps of this length. */
    public DeviceStepper every(double seconds) {
        return new DeviceStepper(this, seconds);
    }
}
