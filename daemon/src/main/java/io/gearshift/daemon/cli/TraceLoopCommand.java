package io.gearshift.daemon.cli;

import io.gearshift.simulator.splice.Loop;
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

/** {@code gearshift trace loop}. */
@Command(
        name = "loop",
        description = {"Makes a longer trace of one that is run again and again."},
        footer = {"%nExample:", "  gearshift trace loop traces/commute --for 8h --out traces/shift"})
final class TraceLoopCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "TRACE", description = "Folder of a recording or of an imported trace.")
    private Path trace = Path.of("");

    @Option(names = "--times", paramLabel = "N", description = "Rounds, 2 or more.")
    private @Nullable Long times;

    @Option(names = "--for", paramLabel = "TIME", description = "How long the new trace is, instead of --times.")
    private @Nullable String length;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for the new trace.")
    private Path out = Path.of("");

    @Override
    public Integer call() {
        Long rounds = times;
        Duration whole = length == null ? null : TraceSplices.duration("--for", length);
        if ((rounds == null) == (whole == null)) {
            throw CliException.wrongUse("give --times or --for" + (rounds == null ? "" : ", not both"), "");
        }
        return TraceSplices.make(spec, out, () -> {
            Material material = TraceSplices.material(trace);
            Loop loop = whole != null ? new Loop(whole) : Loop.times(rounds == null ? 0 : rounds, material);
            loop.write(material, out);
        });
    }
}
