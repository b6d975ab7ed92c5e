package io.gearshift.daemon.cli;

import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.policies.pack.PackException;
import io.gearshift.simulator.importer.TraceOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with the folders that replay was given, and what was meant. */
final class ReplayFailures {

    private ReplayFailures() {}

    static TraceReader open(Path trace) {
        if (!Files.exists(trace)) {
            throw CliException.wrongUse(
                    trace + ": no such folder (expected: a recording or an imported trace)",
                    "record.dir in the configuration makes recordings, trace import --out makes a trace of a log");
        } else if (!Files.isDirectory(trace)) {
            throw CliException.wrongUse(
                    trace + ": a file (expected: the folder of a recording or of an imported trace)",
                    "a log: replay it with --device, compare packs on it with policy diff, or make a trace of it with"
                            + " trace import --out");
        }
        try {
            TraceReader reader = new TraceReader(trace);
            reader.manifest();
            return reader;
        } catch (IOException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), inside(trace));
        }
    }

    /** @param isCompared other rules decide, so that nobody expects the same */
    static TraceReader ofOneLoop(Path trace, boolean isCompared) {
        TraceReader reader = open(trace);
        try {
            boolean isSame =
                    TraceOrigin.read(trace).map(TraceOrigin::isSameLoop).orElse(true);
            if (isSame || isCompared) {
                return reader;
            }
        } catch (IOException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), "");
        }
        throw CliException.wrongUse(
                trace
                        + ": made of another trace, whose loop began elsewhere or saw something else: it cannot decide the"
                        + " same again",
                "replay the trace that it was made of, or give --policy or --device");
    }

    /** Someone named the folder that holds the recordings. */
    private static String inside(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            List<Path> recordings = children.filter(child -> Files.isRegularFile(child.resolve(TraceManifest.FILE)))
                    .sorted()
                    .toList();
            return recordings.isEmpty()
                    ? "for logs name the files, not their folder: " + folder + "/*"
                    : "recordings in there: "
                            + recordings.stream().map(Path::toString).collect(Collectors.joining(" "));
        } catch (IOException e) {
            return "";
        }
    }

    static CliException of(PackException problem) {
        return CliException.wrongUse(String.valueOf(problem.getMessage()), "");
    }
}
