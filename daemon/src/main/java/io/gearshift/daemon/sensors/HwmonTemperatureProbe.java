package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.KernelUnit;
import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.nio.file.Path;

/**
 * A temperature channel of hwmon. Its critical bound stands for the trip point; {@code tempN_max} does not, since drivers fill
 * it with anything from a fan target to a constant.
 */
final class HwmonTemperatureProbe extends Probe {

    private final String instance;
    private final String label;
    private final TemperatureFile input;
    private final TemperatureFile critical;
    private int slot;
    private double criticalC = Double.NaN;

    HwmonTemperatureProbe(KernelFiles sysfs, Path folder, String channel, String instance, String label) {
        super(sysfs);
        this.instance = instance;
        this.label = label;
        input = new TemperatureFile(file(folder.resolve(channel + "_input")), KernelUnit.MILLI_CELSIUS);
        critical = new TemperatureFile(file(folder.resolve(channel + "_crit")), KernelUnit.MILLI_CELSIUS);
    }

    @Override
    void attach(SampleBuffer buffer) {
        slot = buffer.add(SensorId.of(Signal.TEMPERATURE, instance), label);
        buffer.add(SensorId.of(Signal.TRIP_POINT, instance), label);
        buffer.add(SensorId.of(Signal.TRIP_CRITICAL, instance), label);
    }

    @Override
    void refresh(long nanos) {
        double celsius = critical.celsius(nanos);
        criticalC = celsius > 0 ? celsius : Double.NaN;
    }

    @Override
    void sample(SampleBuffer buffer, long nanos) {
        buffer.set(slot, input.celsius(nanos));
        buffer.set(slot + 1, criticalC);
        buffer.set(slot + 2, criticalC);
    }
}
