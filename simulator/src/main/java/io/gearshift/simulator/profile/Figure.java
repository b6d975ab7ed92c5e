package io.gearshift.simulator.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a table may tell of one row: name, unit and the range that any device can show. */
public enum Figure {
    /** Of one inference; the table does not say whether mean, median or best. */
    LATENCY_MS("latencyMs", "ms", 1e-4, 1e7),
    LATENCY_MIN_MS("latencyMinMs", "ms", 1e-4, 1e7),
    LATENCY_MEAN_MS("latencyMeanMs", "ms", 1e-4, 1e7),
    LATENCY_P50_MS("latencyP50Ms", "ms", 1e-4, 1e7),
    LATENCY_P90_MS("latencyP90Ms", "ms", 1e-4, 1e7),
    LATENCY_P95_MS("latencyP95Ms", "ms", 1e-4, 1e7),
    LATENCY_P99_MS("latencyP99Ms", "ms", 1e-4, 1e7),
    LATENCY_MAX_MS("latencyMaxMs", "ms", 1e-4, 1e7),
    /** Answers a second, of a steady stream or of one large batch. */
    THROUGHPUT_PER_S("throughputPerS", "1/s", 1e-6, 1e9),
    /** Of a training epoch: no figure of an inference. */
    EPOCH_S("epochS", "s", 1e-3, 1e7),
    /** Of one inference. */
    ENERGY_MJ("energyMj", "mJ", 1e-6, 1e9),
    /** Of the board or the part that the table names, while it infers. */
    POWER_W("powerW", "W", 1e-6, 1e5),
    /** Resident, at its peak. */
    MEMORY_BYTES("memoryBytes", "bytes", 0, 1e13),
    /** Of the model's file. */
    FILE_BYTES("fileBytes", "bytes", 1, 1e13),
    /** Share of right answers, or the metric that the row names. */
    ACCURACY("accuracy", "ratio", 0, 1),
    /** From file to the first answer. */
    LOAD_MS("loadMs", "ms", 0, 1e7);

    private final String label;
    private final String unit;
    private final double least;
    private final double most;

    Figure(String label, String unit, double least, double most) {
        this.label = label;
        this.unit = unit;
        this.least = least;
        this.most = most;
    }

    /** With its unit, as in JSON and in {@code --assume}. */
    public String label() {
        return label;
    }

    public String unit() {
        return unit;
    }

    boolean isPlausible(double value) {
        return value >= least && value <= most;
    }

    boolean isLatency() {
        return unit.equals("ms") && this != LOAD_MS;
    }

    String range() {
        return least + ".." + most + " " + unit;
    }

    static Optional<Figure> of(String label) {
        return Arrays.stream(values())
                .filter(figure -> figure.label.equals(label))
                .findFirst();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Figure::label).toList();
    }
}
