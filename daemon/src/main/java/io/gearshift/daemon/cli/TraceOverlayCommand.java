package io.gearshift.daemon.cli;

import io.gearshift.simulator.splice.Overlay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift trace overlay}. */
@Command(
        name = "overlay",
        description = {
            "Puts channels of one trace over another: heat from one, network from the other.",
            "Both begin together; B is looped or cut to A's length. trace info shows whose each channel is."
        },
        footer = {"%nExample:", "  gearshift trace overlay traces/phone traces/train --out traces/phone-on-train"})
final class TraceOverlayCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "Folder of the trace that gets the channels.")
    private Path borrower = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "Folder of the trace that lends them.")
    private Path lender = Path.of("");

    @Option(
            names = "--channels",
            split = ",",
            paramLabel = "NAME",
            description = "Channels of B; a star at the end stands for any (default: net.*).")
    private List<String> channels = new ArrayList<>(List.of("net.*"));

    @Option(names = "--replace", description = "Where both have a channel, take B's.")
    private boolean isReplacing;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for the new trace.")
    private Path out = Path.of("");

    @Override
    public Integer call() {
        return TraceSplices.make(
                spec,
                out,
                () -> new Overlay(channels, isReplacing)
                        .write(TraceSplices.material(borrower), TraceSplices.material(lender), out));
    }
}
