package io.gearshift.daemon.cli;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** How {@code models profile} measures. */
final class BenchOptions {

    private static final int MOST_BACKGROUND = 256;

    @Option(
            names = "--precision",
            paramLabel = "PERCENT",
            description = "Run until the median's 95 %% interval is within this (default: ${DEFAULT-VALUE}).",
            defaultValue = "2")
    private double precisionPercent;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            description = "Of the runs of one gear; what is not that precise then says so (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private double limitSeconds;

    @Option(
            names = "--batch",
            paramLabel = "N",
            split = ",",
            description = "Samples in one inference, such as 1,4,16 (default: 1).")
    private List<Integer> batches = List.of();

    @Option(
            names = "--threads",
            paramLabel = "N",
            split = ",",
            description = "Threads of gears on the CPU (default: models.threads of the configuration).")
    private List<Integer> threads = List.of();

    @Option(
            names = "--load",
            paramLabel = "N",
            split = ",",
            description = "Busy threads beside it, such as 0,2 (default: 0).")
    private List<Integer> loads = List.of();

    @Option(
            names = "--operators",
            paramLabel = "N",
            description = "Tell the N operators that take most of each gear (default: ${DEFAULT-VALUE}).",
            defaultValue = "0")
    private int operators;

    @Option(names = "--fresh", description = "Begin anew instead of going on where an interrupted one ended.")
    private boolean isFresh;

    /** @throws CliException when one is out of range */
    void check() {
        require(
                precisionPercent > 0 && precisionPercent < 100,
                "--precision " + precisionPercent,
                "0 to 100, in percent");
        require(limitSeconds > 0 && limitSeconds <= 86_400, "--time-limit " + limitSeconds, "more than 0 seconds");
        batches.forEach(batch -> require(batch >= 1, "--batch " + batch, "at least 1"));
        threads.forEach(count -> require(count >= 1, "--threads " + count, "at least 1"));
        loads.forEach(
                load -> require(load >= 0 && load <= MOST_BACKGROUND, "--load " + load, "0 to " + MOST_BACKGROUND));
        require(operators >= 0, "--operators " + operators, "at least 0");
    }

    private static void require(boolean isGood, String given, String expected) {
        if (!isGood) {
            throw CliException.wrongUse(given + " (expected: " + expected + ")", "");
        }
    }

    double mostHalfWidthRatio() {
        return precisionPercent / 100;
    }

    Duration limit() {
        return Duration.ofMillis((long) (limitSeconds * 1000));
    }

    List<Integer> batches() {
        return batches.isEmpty() ? List.of(1) : batches;
    }

    List<Integer> threads(List<Integer> configured) {
        return threads.isEmpty() ? configured : threads;
    }

    List<Integer> loads() {
        return loads.isEmpty() ? List.of(0) : loads;
    }

    int operators() {
        return operators;
    }

    boolean isFresh() {
        return isFresh;
    }

    /** What a result hangs on beside its gear. */
    String settings() {
        return "precision " + precisionPercent + " %, time limit " + limitSeconds + " s, operators " + operators;
    }
}
