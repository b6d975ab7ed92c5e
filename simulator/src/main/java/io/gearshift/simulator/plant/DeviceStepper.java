package io.gearshift.simulator.plant;

import java.util.ArrayList;
import java.util.List;
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
        Radio.Spent radio = radio(before, activity);
        double[] heat = new double[model.thermal().zones().size()];
        double powerW = heat(heat, activity, radio);
        double charge = before.chargeRatio();
        boolean isSupplied = true;
        double on = 1;
        if (model.supply() != null) {
            double drawW = powerW - activity.chargerW();
            BatteryModel.Drawn drawn = model.supply().battery().draw(charge, drawW, seconds);
            charge = drawn.chargeRatio();
            isSupplied = isSupplied(drawW, drawn);
            on = isSupplied ? 1 : drawn.suppliedS() / seconds;
            lose(heat, on, drawn.lossJ());
        }
        double[] temperatures = thermal.after(before.temperatureC(), heat, activity.ambientC());
        DeviceStatus after = polled(before, temperatures, charge, radio.tailLeftS());
        return new Stepped(after, powerW * on, radio.energyJ() * on, isSupplied);
    }

    /**
     * What a step may make of devices that lie between two, those of one speed level.
     *
     * @param low cooler, fuller and with the radio longer asleep than any, or just as
     * @param high hotter, emptier, with the radio awake for longer than any, or just as
     * @param radioLeastJ the radio of none takes less
     */
    public record Between(DeviceStatus low, DeviceStatus high, double radioLeastJ) {}

    /**
     * The step for all devices between two of one speed level, under all activity between two: heat, losses and transfers only
     * ever warm and drain. A battery's loss grows with the power in either direction and with falling charge, and while it
     * can supply that power, is no more than it.
     */
    public List<Between> between(DeviceStatus low, Activity least, DeviceStatus high, Activity most) {
        Radio.Spent leastRadio = radio(low, least);
        Radio.Spent mostRadio = radio(high, most);
        double[] leastHeat = new double[model.thermal().zones().size()];
        double[] mostHeat = new double[leastHeat.length];
        double leastW = heat(leastHeat, least, leastRadio);
        double mostW = heat(mostHeat, most, mostRadio);
        double fullest = low.chargeRatio();
        double emptiest = high.chargeRatio();
        double leastOn = 1;
        if (model.supply() != null) {
            BatteryModel battery = model.supply().battery();
            double leastDrawW = leastW - least.chargerW();
            double mostDrawW = mostW - most.chargerW();
            BatteryModel.Drawn easiest = battery.draw(fullest, leastDrawW, seconds);
            BatteryModel.Drawn hardest = battery.draw(emptiest, mostDrawW, seconds);
            double chargingJ =
                    leastDrawW < 0 ? battery.draw(emptiest, leastDrawW, seconds).lossJ() : 0;
            boolean isSupplied = isSupplied(mostDrawW, hardest);
            leastOn = isSupplied ? 1 : hardest.suppliedS() / seconds;
            lose(leastHeat, leastOn, isSupplied && leastDrawW > 0 ? easiest.lossJ() : 0);
            lose(mostHeat, 1, Math.max(chargingJ, isSupplied ? hardest.lossJ() : mostDrawW * seconds));
            fullest = easiest.chargeRatio();
            emptiest = hardest.chargeRatio();
        }
        double[] lowC = thermal.after(low.temperatureC(), leastHeat, least.ambientC());
        double[] highC = thermal.after(high.temperatureC(), mostHeat, most.ambientC());
        DeviceStatus cool = polled(low, lowC, fullest, leastRadio.tailLeftS());
        DeviceStatus hot = polled(high, highC, emptiest, mostRadio.tailLeftS());
        return levels(cool, hot, low, leastRadio.energyJ() * leastOn);
    }

    /** After one poll the level tells on which side of the trip point a device was. */
    private List<Between> levels(DeviceStatus cool, DeviceStatus hot, DeviceStatus before, double radioLeastJ) {
        boolean isPolledOnce =
                before.sincePollS() + seconds < 2 * model.governor().pollS() - ROUNDING_S;
        List<Between> all = new ArrayList<>();
        for (int level = cool.throttleLevel(); level <= hot.throttleLevel(); level++) {
            boolean isOne = cool.throttleLevel() == hot.throttleLevel() || !isPolledOnce;
            double from = isOne ? Double.NEGATIVE_INFINITY : model.governor().leastC(before.throttleLevel(), level);
            double to = isOne ? Double.POSITIVE_INFINITY : model.governor().mostC(before.throttleLevel(), level);
            all.add(new Between(
                    at(cool, level, Math.max(cool.temperatureC(governed), from)),
                    at(hot, level, Math.min(hot.temperatureC(governed), to)),
                    radioLeastJ));
        }
        return all;
    }

    private DeviceStatus at(DeviceStatus status, int level, double governedC) {
        double[] temperatures = status.temperatureC();
        temperatures[governed] = governedC;
        return new DeviceStatus(temperatures, level, status.sincePollS(), status.chargeRatio(), status.radioTailS());
    }

    private Radio.Spent radio(DeviceStatus before, Activity activity) {
        Radio radio = activity.radio();
        return radio == null
                ? new Radio.Spent(0, 0)
                : radio.over(
                        seconds,
                        before.radioTailS(),
                        activity.transferS(),
                        activity.bytesSent(),
                        activity.bytesReceived());
    }

    /** @return of the whole device, without the battery's own loss */
    private double heat(double[] heat, Activity activity, Radio.Spent radio) {
        return add(heat, Component.CPU, activity.cpuW())
                + add(heat, Component.GPU, activity.gpuW())
                + add(heat, Component.NPU, activity.npuW())
                + add(heat, Component.RADIO, radio.energyJ() / seconds)
                + add(heat, Component.BOARD, model.processor().idleW());
    }

    private double add(double[] heat, Component component, double watts) {
        heat[zones[component.ordinal()]] += watts;
        return watts;
    }

    private boolean isSupplied(double drawW, BatteryModel.Drawn drawn) {
        return drawW <= 0 || drawn.suppliedS() >= seconds;
    }

    private void lose(double[] heat, double on, double lossJ) {
        for (int zone = 0; zone < heat.length; zone++) {
            heat[zone] *= on;
        }
        heat[batteryZone] += lossJ / seconds;
    }

    private DeviceStatus polled(DeviceStatus before, double[] temperatures, double charge, double tailS) {
        int level = before.throttleLevel();
        double sincePoll = before.sincePollS() + seconds;
        while (sincePoll >= model.governor().pollS() - ROUNDING_S) {
            level = model.governor().levelAfterPoll(level, temperatures[governed]);
            sincePoll -= model.governor().pollS();
        }
        return new DeviceStatus(temperatures, level, Math.max(0, sincePoll), charge, tailS);
    }
}
