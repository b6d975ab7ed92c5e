package io.gearshift.core.reading;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One sample of all sensors, made once and filled again and again: slots are added up front, values set per sample. Owned by one thread. */
public final class SampleBuffer {

    private static final int FIRST_CAPACITY = 64;

    private final List<SensorId> sensors = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private double[] values = new double[FIRST_CAPACITY];

    /** Adds a sensor and returns its slot. */
    public int add(SensorId sensor, String label) {
        int slot = sensors.size();
        sensors.add(sensor);
        labels.add(label);
        if (slot == values.length) {
            values = Arrays.copyOf(values, 2 * slot);
        }
        values[slot] = Double.NaN;
        return slot;
    }

    /** Makes every sensor missing. */
    public void clear() {
        Arrays.fill(values, Double.NaN);
    }

    /** Sets a value; NaN and infinities leave the sensor missing. */
    public void set(int slot, double value) {
        values[slot] = Double.isFinite(value) ? value : Double.NaN;
    }

    public int size() {
        return sensors.size();
    }

    public SensorId sensor(int slot) {
        return sensors.get(slot);
    }

    public boolean isValid(int slot) {
        return !Double.isNaN(values[slot]);
    }

    /** The value in the signal's SI unit; NaN while missing. */
    public double value(int slot) {
        return values[slot];
    }

    /** The sensors that are there. */
    public List<Reading> readings(Instant at) {
        List<Reading> readings = new ArrayList<>(size());
        for (int slot = 0; slot < size(); slot++) {
            if (isValid(slot)) {
                readings.add(new Reading(sensors.get(slot), values[slot], at, labels.get(slot)));
            }
        }
        return readings;
    }
}
