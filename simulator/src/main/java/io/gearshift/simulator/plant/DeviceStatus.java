package io.gearshift.simulator.plant;

import java.util.Arrays;

/** What a modelled device is in at a moment. Immutable. */
public final class DeviceStatus {

    private final double[] temperatureC;
    private final int throttleLevel;
    private final double sincePollS;
    private final double chargeRatio;
    private final double radioTailS;

    /**
     * @param temperatureC of each zone, in the network's order
     * @param sincePollS since the governor last looked
     * @param chargeRatio 0..1; stays what it is on mains
     * @param radioTailS for which the radio stays awake
     */
    public DeviceStatus(
            double[] temperatureC, int throttleLevel, double sincePollS, double chargeRatio, double radioTailS) {
        this.temperatureC = temperatureC.clone();
        this.throttleLevel = throttleLevel;
        this.sincePollS = sincePollS;
        this.chargeRatio = chargeRatio;
        this.radioTailS = radioTailS;
    }

    public double[] temperatureC() {
        return temperatureC.clone();
    }

    public double temperatureC(int zone) {
        return temperatureC[zone];
    }

    public int throttleLevel() {
        return throttleLevel;
    }

    public double sincePollS() {
        return sincePollS;
    }

    public double chargeRatio() {
        return chargeRatio;
    }

    public double radioTailS() {
        return radioTailS;
    }

    public DeviceStatus withThrottleLevel(int level) {
        return new DeviceStatus(temperatureC, level, sincePollS, chargeRatio, radioTailS);
    }

    @Override
    public String toString() {
        return Arrays.toString(temperatureC) + " °C, level " + throttleLevel + ", charge " + chargeRatio;
    }
}
