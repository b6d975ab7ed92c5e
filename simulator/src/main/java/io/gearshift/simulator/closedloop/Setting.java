package io.gearshift.simulator.closedloop;

import io.gearshift.simulator.plant.DeviceModel;
import io.gearshift.simulator.plant.Processor;
import io.gearshift.simulator.plant.RequestQueue;
import io.gearshift.simulator.plant.ThermalNetwork;
import io.gearshift.simulator.plant.ThrottleGovernor;
import java.util.List;

/**
 * The device that a recording is run on, and what the recording does not tell.
 *
 * @param startC temperature of the whole device at the start
 * @param startChargeRatio 0..1; without meaning on mains
 * @param ambientC air around the device, all the time
 * @param chargerW while the recording says that it charges
 * @param network to the endpoints, where the recording is silent
 * @param queue in front of each model
 * @param isOpenLoop the driver hears the signals as recorded, and nothing that a gear does changes them
 * @param seed of arrivals within an interval and of the scatter of answer times
 */
public record Setting(
        DeviceModel device,
        double startC,
        double startChargeRatio,
        double ambientC,
        double chargerW,
        AssumedNetwork network,
        RequestQueue queue,
        boolean isOpenLoop,
        long seed) {

    /** Room temperature, full battery, a 10 W charger, the usual network, one worker, 30 s. */
    public static Setting of(DeviceModel device, long seed) {
        return new Setting(device, 25, 1, 25, 10, AssumedNetwork.usual(), new RequestQueue(1, 30), false, seed);
    }

    /**
     * No device is modelled: nothing heats, throttles, drains or is short of cores; an answer takes and costs what its gear's profile
     * says, and making a gear ready a core's power.
     */
    public static Setting openLoop(double coreW, long seed) {
        ThermalNetwork thermal = new ThermalNetwork(List.of(new ThermalNetwork.Zone("device", 1, 1)), List.of());
        DeviceModel device = new DeviceModel(
                "signals as recorded",
                thermal,
                DeviceModel.allHeat("device"),
                new ThrottleGovernor(Double.MAX_VALUE, 0, 1, 1, 1),
                "device",
                new Processor(Double.MAX_VALUE, coreW, 0, 1),
                null,
                null);
        return new Setting(device, 25, 1, 25, 0, AssumedNetwork.usual(), new RequestQueue(1, 30), true, seed);
    }

    public Setting withStart(double temperatureC, double chargeRatio) {
        return new Setting(device, temperatureC, chargeRatio, ambientC, chargerW, network, queue, isOpenLoop, seed);
    }

    public Setting withAmbient(double temperatureC) {
        return new Setting(device, startC, startChargeRatio, temperatureC, chargerW, network, queue, isOpenLoop, seed);
    }

    public Setting withNetwork(AssumedNetwork assumed) {
        return new Setting(device, startC, startChargeRatio, ambientC, chargerW, assumed, queue, isOpenLoop, seed);
    }
}
