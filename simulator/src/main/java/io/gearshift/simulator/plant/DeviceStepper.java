package io.gearshift.simulator.plant;

import java.util.Map;

/**
 * Moves a device on by steps of one length. The parts act on each other from step to step: the frequency of a step is what
 * the governor set before it, so a step should be no longer than the governor's poll.
 */
public final class DeviceStepper {

    /** Sums of ticks that are a poll long in the decimal system. */
    private static final double ROUNDING_S = 1e-9;

    /**
     * A device after a step.
     *
     * @param powerW mean of the whole device, without the battery's own loss
     * @param radioJ of which the radio
     * @param isSupplied false when the battery ran empty or was too weak; the device is then off for the rest of the step
     */
    public record Stepped(DeviceStatus status, double powerW, double radioJ, boolean isSupplied) {}

    private final DeviceModel model;
    private final double seconds;
    private final ThermalNetwork.Propagator thermal;
    private final int[] zones = new int[Component.values().length];
    private final int governed;
    private final int batteryZone;

    DeviceStepper(DeviceModel model, double seconds) {
        this.model = model;
        this.seconds = Require.positive("seconds", seconds);
        this.thermal = model.thermal().over(seconds);
        for (Map.Entry<Component, String> heat : model.heats().entrySet()) {
            zones[heat.getKey().ordinal()] = model.thermal().zone(heat.getValue());
        }
        this.governed = model.thermal().zone(model.governed());
        this.batteryZone =
                model.supply() == null ? 0 : model.thermal().zone(model.supply().zone());
    }

    public double seconds() {
        return seconds;
    }

    public Stepped step(DeviceStatus before, Activity activity) {
        Radio.Spent radio = activity.radio() == null
                ? new Radio.Spent(0, 0)
                : activity.radio()
                        .over(
                                seconds,
                                before.radioTailS(),
                                activity.transferS(),
                                activity.bytesSent(),
                                activity.bytesReceived());
        double[] heat = new double[model.thermal().zones().size()];
        double powerW = add(heat, Component.CPU, activity.cpuW())
                + add(heat, Component.GPU, activity.gpuW())
                + add(heat, Component.NPU, activity.npuW())
                + add(heat, Component.RADIO, radio.energyJ() / seconds)
                + add(heat, Component.BOARD, model.processor().idleW());
        double charge = before.chargeRatio();
        boolean isSupplied = true;
        double on = 1;
        if (model.supply() != null) {
            double drawW = powerW - activity.chargerW();
            BatteryModel.Drawn drawn = model.supply().battery().draw(charge, drawW, seconds);
            charge = drawn.chargeRatio();
            isSupplied = drawW <= 0 || drawn.suppliedS() >= seconds;
            on = isSupplied ? 1 : drawn.suppliedS() / seconds;
            for (int zone = 0; zone < heat.length; zone++) {
                heat[zone] *= on;
            }
            heat[batteryZone] += drawn.lossJ() / seconds;
        }
        double[] temperatures = thermal.after(before.temperatureC(), heat, activity.ambientC());
        int level = before.throttleLevel();
        double sincePoll = before.sincePollS() + seconds;
        while (sincePoll >= model.governor().pollS() - ROUNDING_S) {
            level = model.governor().levelAfterPoll(level, temperatures[governed]);
            sincePoll -= model.governor().pollS();
        }
        DeviceStatus after = new DeviceStatus(temperatures, level, Math.max(0, sincePoll), charge, radio.tailLeftS());
        return new Stepped(after, powerW * on, radio.energyJ() * on, isSupplied);
    }

    private double add(double[] heat, Component component, double watts) {
        heat[zones[component.ordinal()]] += watts;
        return watts;
    }
}
