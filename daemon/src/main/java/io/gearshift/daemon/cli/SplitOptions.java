package io.gearshift.daemon.cli;

import io.gearshift.registry.derive.SplitRequest;
import io.gearshift.registry.derive.split.Link;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code models derive --split} and what goes with it. */
final class SplitOptions {

    @Option(
            names = "--split",
            description = {
                "Cut the model in two: a head for this device, a tail for another machine.",
                "Registers the cuts on the Pareto front of bytes on the wire, time here and time there."
            })
    private boolean isAsked;

    @Option(
            names = "--bandwidth",
            paramLabel = "MBIT",
            split = ",",
            description = "Megabits a second to the other machine, for the cuts' total times (default: 5,20,100).")
    private List<Double> megabitsPerSecond = List.of();

    @Option(names = "--rtt", paramLabel = "MS", description = "Round trip to it in milliseconds (default: 20).")
    private @Nullable Double rttMs;

    @Option(
            names = "--cloud-speedup",
            paramLabel = "FACTOR",
            description = "How many times as fast it computes; tails are timed here and divided by this (default: 1).")
    private @Nullable Double cloudSpeedup;

    @Option(
            names = "--cuts",
            paramLabel = "N",
            description = "Register at most so many, those fastest at the bandwidths first (default: 8).")
    private @Nullable Integer mostCuts;

    @Option(
            names = "--endpoint",
            paramLabel = "NAME",
            description = "The configured endpoint that will serve the tails (default: none, said later).")
    private @Nullable String endpoint;

    boolean isAsked() {
        return isAsked;
    }

    /** @throws CliException when the options do not go together, or are out of range */
    void check() {
        boolean hasOther = !megabitsPerSecond.isEmpty()
                || rttMs != null
                || cloudSpeedup != null
                || mostCuts != null
                || endpoint != null;
        if (!isAsked && hasOther) {
            throw CliException.wrongUse(
                    "--bandwidth, --rtt, --cloud-speedup, --cuts or --endpoint without --split", "they are about cuts");
        }
        for (double megabits : megabitsPerSecond) {
            require(megabits > 0 && Double.isFinite(megabits), "--bandwidth " + megabits, "more than 0 Mbit/s");
        }
        require(rttMs() >= 0 && Double.isFinite(rttMs()), "--rtt " + rttMs, "at least 0 ms");
        require(speedup() > 0 && Double.isFinite(speedup()), "--cloud-speedup " + cloudSpeedup, "more than 0");
        require(mostCuts == null || mostCuts >= 1, "--cuts " + mostCuts, "at least 1");
    }

    private static void require(boolean isGood, String given, String expected) {
        if (!isGood) {
            throw CliException.wrongUse(given + " (expected: " + expected + ")", "");
        }
    }

    private double rttMs() {
        return rttMs == null ? 20 : rttMs;
    }

    private double speedup() {
        return cloudSpeedup == null ? 1 : cloudSpeedup;
    }

    SplitRequest request(RegisteredVariant of, String name, @Nullable Path inputs) {
        int most = mostCuts == null ? 8 : mostCuts;
        for (int i = 1; i <= most; i++) {
            of.requireFree(name + "-" + i);
        }
        List<Double> bandwidths = megabitsPerSecond.isEmpty() ? List.of(5.0, 20.0, 100.0) : megabitsPerSecond;
        return new SplitRequest(
                of.manifest(),
                of.variant(),
                name,
                inputs,
                bandwidths.stream().map(megabits -> new Link(megabits, rttMs())).toList(),
                speedup(),
                most,
                endpoint == null ? "" : endpoint,
                "gearshift " + Version.current());
    }
}
