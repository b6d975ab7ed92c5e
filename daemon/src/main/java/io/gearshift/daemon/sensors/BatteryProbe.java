package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.BatteryStatus;
import io.gearshift.core.reading.KernelUnit;
import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A battery of {@code class/power_supply}. Drivers speak one of two families, µAh and µA or µWh and µW; what is absent is
 * derived through the voltage. The last known status gives current and power their sign.
 */
final class BatteryProbe extends Probe {

    private static final Signal[] SIGNALS = {
        Signal.BATTERY_CHARGE,
        Signal.BATTERY_CHARGING,
        Signal.BATTERY_VOLTAGE,
        Signal.BATTERY_CURRENT,
        Signal.BATTERY_POWER,
        Signal.BATTERY_ENERGY,
        Signal.BATTERY_ENERGY_FULL,
        Signal.BATTERY_TEMPERATURE
    };

    private final String name;
    private final KernelFile present;
    private final KernelFile status;
    private final KernelFile capacity;
    private final KernelFile voltageNow;
    private final KernelFile currentNow;
    private final KernelFile powerNow;
    private final KernelFile energyNow;
    private final KernelFile energyFull;
    private final KernelFile chargeNow;
    private final KernelFile chargeFull;
    private final TemperatureFile temperature;
    private BatteryStatus lastStatus = BatteryStatus.UNKNOWN;
    private int first;

    BatteryProbe(KernelFiles sysfs, Path folder, String name) {
        super(sysfs);
        this.name = name;
        present = file(folder.resolve("present"));
        status = file(folder.resolve("status"));
        capacity = file(folder.resolve("capacity"));
        voltageNow = file(folder.resolve("voltage_now"));
        currentNow = file(folder.resolve("current_now"));
        powerNow = file(folder.resolve("power_now"));
        energyNow = file(folder.resolve("energy_now"));
        energyFull = file(folder.resolve("energy_full"));
        chargeNow = file(folder.resolve("charge_now"));
        chargeFull = file(folder.resolve("charge_full"));
        temperature = new TemperatureFile(file(folder.resolve("temp")), KernelUnit.DECI_CELSIUS);
    }

    @Override
    void attach(SampleBuffer buffer) {
        first = buffer.size();
        for (Signal signal : SIGNALS) {
            buffer.add(SensorId.of(signal, name), "");
        }
    }

    @Override
    void sample(SampleBuffer buffer, long nanos) {
        if (present.raw(nanos, KernelUnit.COUNTER) == 0) {
            return;
        }
        BatteryStatus now = status(nanos);
        double voltage = positive(voltageNow.value(nanos, KernelUnit.MICRO_VOLT));
        double current = now.drain(currentNow.value(nanos, KernelUnit.MICRO_AMPERE));
        double power = now.drain(powerNow.value(nanos, KernelUnit.MICRO_WATT));
        double left = energyNow.value(nanos, KernelUnit.MICRO_WATT_HOUR);
        double full = positive(energyFull.value(nanos, KernelUnit.MICRO_WATT_HOUR));
        double leftC = Double.isNaN(left) ? chargeNow.value(nanos, KernelUnit.MICRO_AMPERE_HOUR) : Double.NaN;
        double fullC =
                Double.isNaN(full) ? positive(chargeFull.value(nanos, KernelUnit.MICRO_AMPERE_HOUR)) : Double.NaN;
        double energy = Double.isNaN(left) ? leftC * voltage : left;
        double energyFullJ = Double.isNaN(full) ? fullC * voltage : full;
        buffer.set(first, charge(nanos, left / full, leftC / fullC));
        buffer.set(first + 1, now.charging());
        buffer.set(first + 2, voltage);
        buffer.set(first + 3, Double.isNaN(current) ? power / voltage : current);
        buffer.set(first + 4, Double.isNaN(power) ? current * voltage : power);
        buffer.set(first + 5, energy);
        buffer.set(first + 6, energyFullJ);
        buffer.set(first + 7, temperature.celsius(nanos));
    }

    /** The gauge's own percent; where the driver has none, what is left of full. */
    private double charge(long nanos, double byEnergy, double byCharge) {
        double percent = capacity.value(nanos, KernelUnit.PERCENT);
        if (!Double.isNaN(percent) || capacity.hasFault()) {
            return percent;
        }
        double derived = Double.isNaN(byEnergy) ? byCharge : byEnergy;
        return derived >= 0 ? Math.min(1, derived) : Double.NaN;
    }

    private BatteryStatus status(long nanos) {
        int length = status.read(nanos);
        if (length == 0) {
            return lastStatus;
        }
        @Nullable BatteryStatus parsed = BatteryStatus.parse(status.text(), length);
        if (parsed == null) {
            status.refuse(length, "Charging, Discharging, Not charging, Full or Unknown");
            lastStatus = BatteryStatus.UNKNOWN;
        } else {
            status.accept();
            lastStatus = parsed;
        }
        return lastStatus;
    }

    /** A gauge that says 0 V or a full charge of 0 has none. */
    private static double positive(double value) {
        return value > 0 ? value : Double.NaN;
    }
}
