package io.gearshift.daemon.cli;

import io.gearshift.simulator.splice.Cut;
import io.gearshift.simulator.splice.Material;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift trace cut}. */
@Command(
        name = "cut",
        description = {"Makes a trace of a part of another, with its gaps."},
        footer = {"%nExample:", "  gearshift trace cut traces/day --from 10m --to 30m --out traces/noon"})
final class TraceCutCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "TRACE", description = "Folder of a recording or of an imported trace.")
    private Path trace = Path.of("");

    @Option(names = "--from", paramLabel = "TIME", description = "After the trace's beginning (default: 0s).")
    private String from = "0s";

    @Option(names = "--to", paramLabel = "TIME", description = "After the trace's beginning (default: its end).")
    private @Nullable String to;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for the new trace.")
    private Path out = Path.of("");

    @Override
    public Integer call() {
        Duration begin = TraceSplices.duration("--from", from);
        Duration end = to == null ? null : TraceSplices.duration("--to", to);
        return TraceSplices.make(spec, out, () -> {
            Material material = TraceSplices.material(trace);
            new Cut(begin, end == null ? material.length() : end).write(material, out);
        });
    }
}
