package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.KernelText;
import io.gearshift.core.reading.KernelUnit;
import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.core.reading.ThermalText;
import java.nio.file.Path;

/** {@code class/thermal/thermal_zoneN}: temperature, and the lowest trip point that slows the device. */
final class ThermalZoneProbe extends Probe {

    private static final String TRIP = "trip_point_";

    private final Path folder;
    private final String zone;
    private final String type;
    private final TemperatureFile temperature;
    private int temperatureSlot;
    private int tripSlot;
    private int criticalSlot;
    private double trip = Double.NaN;
    private double critical = Double.NaN;

    ThermalZoneProbe(KernelFiles sysfs, Path folder, String zone, String type) {
        super(sysfs);
        this.folder = folder;
        this.zone = zone;
        this.type = type;
        temperature = new TemperatureFile(file(folder.resolve("temp")), KernelUnit.MILLI_CELSIUS);
    }

    @Override
    void attach(SampleBuffer buffer) {
        temperatureSlot = buffer.add(SensorId.of(Signal.TEMPERATURE, zone), type);
        tripSlot = buffer.add(SensorId.of(Signal.TRIP_POINT, zone), type);
        criticalSlot = buffer.add(SensorId.of(Signal.TRIP_CRITICAL, zone), type);
    }

    @Override
    void sample(SampleBuffer buffer, long nanos) {
        buffer.set(temperatureSlot, temperature.celsius(nanos));
        buffer.set(tripSlot, trip);
        buffer.set(criticalSlot, critical);
    }

    /** Trip points can be moved (writable, or by the firmware), though they seldom are. */
    @Override
    void refresh(long nanos) {
        double lowest = Double.POSITIVE_INFINITY;
        double lowestCritical = Double.POSITIVE_INFINITY;
        for (String name : files().names(folder)) {
            if (name.startsWith(TRIP) && name.endsWith("_type")) {
                KernelFile kind = files().file(folder.resolve(name));
                int length = kind.read(nanos);
                boolean isSlowing = ThermalText.isSlowing(kind.text(), length);
                boolean isCritical = ThermalText.isCritical(kind.text(), length);
                kind.close();
                double celsius = isSlowing ? tripC(name, nanos) : Double.NaN;
                if (!Double.isNaN(celsius)) {
                    lowest = Math.min(lowest, celsius);
                    lowestCritical = isCritical ? Math.min(lowestCritical, celsius) : lowestCritical;
                }
            }
        }
        trip = lowest;
        critical = lowestCritical;
    }

    /** Unset trip points read 0 or less; an unreadable or absurd one is none. */
    private double tripC(String typeFile, long nanos) {
        KernelFile file = files().file(folder.resolve(typeFile.replace("_type", "_temp")));
        int length = file.read(nanos);
        long raw = ThermalText.milliCelsius(KernelText.number(file.text(), 0, length));
        file.close();
        return raw > 0 && KernelUnit.MILLI_CELSIUS.isPlausible(raw) ? KernelUnit.MILLI_CELSIUS.toSi(raw) : Double.NaN;
    }
}
