package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.KernelText;
import io.gearshift.core.reading.KernelUnit;
import io.gearshift.core.reading.ThermalText;

/** A temperature with the quirks of firmware: sentinels for "no sensor", and a 0 that never was anything else. */
final class TemperatureFile {

    private final KernelFile file;
    private final KernelUnit unit;
    private boolean hasBeenReal;

    TemperatureFile(KernelFile file, KernelUnit unit) {
        this.file = file;
        this.unit = unit;
    }

    /** °C; NaN when missing or refused. */
    double celsius(long nanos) {
        int length = file.read(nanos);
        if (length == 0) {
            return Double.NaN;
        }
        long raw = KernelText.number(file.text(), 0, length);
        if (unit == KernelUnit.MILLI_CELSIUS && raw != KernelText.NONE) {
            if (ThermalText.isAbsent(raw)) {
                file.accept();
                return Double.NaN;
            }
            raw = ThermalText.milliCelsius(raw);
        }
        if (raw == KernelText.NONE || !unit.isPlausible(raw)) {
            file.refuse(length, unit.expected());
            return Double.NaN;
        }
        file.accept();
        hasBeenReal |= raw != 0;
        return hasBeenReal ? unit.toSi(raw) : Double.NaN;
    }
}
