package io.gearshift.simulator.closedloop;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.simulator.plant.BatteryModel;
import io.gearshift.simulator.plant.DeviceModel;
import io.gearshift.simulator.plant.DeviceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a daemon on the modelled device would read; nothing where the recorded readings go on as they are. */
final class ModelledSensors {

    /** Any: only its share of the maximum means something. */
    private static final double FULL_SPEED_HZ = 1e9;

    private final DeviceModel device;
    private final boolean isOpenLoop;

    ModelledSensors(Setting setting) {
        this.device = setting.device();
        this.isOpenLoop = setting.isOpenLoop();
    }

    List<Reading> read(DeviceStatus status, IntervalCosts costs, double chargerW, Instant at) {
        if (isOpenLoop) {
            return List.of();
        }
        List<Reading> readings = new ArrayList<>();
        for (int zone = 0; zone < device.thermal().zones().size(); zone++) {
            String name = device.thermal().zones().get(zone).name();
            add(readings, Signal.TEMPERATURE, name, status.temperatureC(zone), at);
            if (name.equals(device.governed())) {
                add(readings, Signal.TRIP_POINT, name, device.governor().tripC(), at);
            }
        }
        double frequency = device.frequencyRatio(status);
        add(
                readings,
                Signal.COOLING,
                "processor",
                (double) status.throttleLevel() / device.governor().levels(),
                at);
        add(readings, Signal.CPU_FREQUENCY_LIMIT, "0", frequency * FULL_SPEED_HZ, at);
        add(readings, Signal.CPU_FREQUENCY_MAX, "0", FULL_SPEED_HZ, at);
        add(readings, Signal.CPU_CORES, "", device.processor().cores(), at);
        add(readings, Signal.CPU_LOAD, "total", costs.loadRatio(), at);
        add(readings, Signal.PRESSURE_CPU, "", costs.waitingRatio(), at);
        add(readings, Signal.POWER, "device", costs.deviceW(), at);
        if (device.supply() != null) {
            battery(readings, device.supply().battery(), status, costs.deviceW() - chargerW, at);
            add(readings, Signal.BATTERY_CHARGING, "battery", chargerW > 0 ? 1 : 0, at);
        }
        return readings;
    }

    private static void battery(
            List<Reading> readings, BatteryModel battery, DeviceStatus status, double drawW, Instant at) {
        double volt = battery.terminalVolt(status.chargeRatio(), drawW);
        add(readings, Signal.BATTERY_CHARGE, "battery", status.chargeRatio(), at);
        if (volt > 0) {
            add(readings, Signal.BATTERY_VOLTAGE, "battery", volt, at);
        }
        add(readings, Signal.BATTERY_POWER, "battery", drawW, at);
        add(readings, Signal.BATTERY_ENERGY, "battery", battery.energyJ(status.chargeRatio()), at);
        add(readings, Signal.BATTERY_ENERGY_FULL, "battery", battery.energyJ(1), at);
    }

    private static void add(List<Reading> readings, Signal signal, String instance, double value, Instant at) {
        readings.add(new Reading(SensorId.of(signal, instance), value, at, instance));
    }
}
