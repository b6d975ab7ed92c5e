package io.gearshift.simulator.report;

import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.simulator.plant.DeviceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which recorded temperatures a zone of the model is held against: those that bear its name, else for the battery's zone those of
 * the battery. When no zone finds any, the governed zone is held against the hottest of all, as the daemon's own rules are.
 *
 * @param zone place in the model's network
 */
record ZoneSensors(int zone, String name, List<SensorId> sensors, String basis) {

    static List<ZoneSensors> of(DeviceModel device, Recorded recorded) {
        List<SensorId> all = new ArrayList<>(recorded.sensors(Signal.TEMPERATURE));
        all.addAll(recorded.sensors(Signal.BATTERY_TEMPERATURE));
        List<ZoneSensors> found = new ArrayList<>();
        for (int i = 0; i < device.thermal().zones().size(); i++) {
            String name = device.thermal().zones().get(i).name();
            List<SensorId> named = all.stream()
                    .filter(sensor -> sensor.instance().equalsIgnoreCase(name)
                            || recorded.label(sensor).equalsIgnoreCase(name))
                    .toList();
            if (named.isEmpty()
                    && device.supply() != null
                    && device.supply().zone().equals(name)) {
                named = recorded.sensors(Signal.BATTERY_TEMPERATURE);
            }
            if (!named.isEmpty()) {
                found.add(new ZoneSensors(i, name, named, "zone " + name + " against " + list(named)));
            }
        }
        List<SensorId> zones = recorded.sensors(Signal.TEMPERATURE);
        if (found.isEmpty() && !zones.isEmpty()) {
            found.add(new ZoneSensors(
                    device.thermal().zone(device.governed()),
                    device.governed(),
                    zones,
                    "zone " + device.governed() + " against the hottest of " + list(zones)
                            + ", since no recorded zone bears the name of a modelled one"));
        }
        return List.copyOf(found);
    }

    private static String list(List<SensorId> sensors) {
        return sensors.stream().map(SensorId::toString).collect(Collectors.joining(", "));
    }
}
