package io.gearshift.simulator.closedloop;

import io.gearshift.simulator.plant.DeviceModel;
import io.gearshift.simulator.plant.RequestQueue;

/**
 * The device that a recording is run on, and what the recording does not tell.
 *
 * @param startC temperature of the whole device at the start
 * @param startChargeRatio 0..1; without meaning on mains
 * @param ambientC air around the device, all the time
 * @param chargerW while the recording says that it charges
 * @param network to the endpoints, where the recording is silent
 * @param queue in front of each model
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
        long seed) {

    /** Room temperature, full battery, a 10 W charger, the usual network, one worker, 30 s. */
    public static Setting of(DeviceModel device, long seed) {
        return new Setting(device, 25, 1, 25, 10, AssumedNetwork.usual(), new RequestQueue(1, 30), seed);
    }

    public Setting withStart(double temperatureC, double chargeRatio) {
        return new Setting(device, temperatureC, chargeRatio, ambientC, chargerW, network, queue, seed);
    }

    public Setting withAmbient(double temperatureC) {
        return new Setting(device, startC, startChargeRatio, temperatureC, chargerW, network, queue, seed);
    }

    public Setting withNetwork(AssumedNetwork assumed) {
        return new Setting(device, startC, startChargeRatio, ambientC, chargerW, assumed, queue, seed);
    }
}
