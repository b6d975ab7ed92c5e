package io.gearshift.daemon.cli;

import io.gearshift.core.text.Durations;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.simulator.importer.TraceInfo;
import io.gearshift.simulator.importer.TraceOrigin;
import io.gearshift.simulator.splice.Material;
import io.gearshift.simulator.splice.SpliceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code trace cut}, {@code loop} and {@code overlay} have in common. */
final class TraceSplices {

    private TraceSplices() {}

    /** Makes a trace. */
    interface Making {
        void make() throws IOException, SpliceException;
    }

    static Duration duration(String option, String text) {
        return Durations.parse(text)
                .or(() -> text.equals("0") ? Durations.parse("0s") : Durations.parse(""))
                .orElseThrow(() -> CliException.wrongUse(
                        option + ": " + text + " (expected: a number and a unit)", "for example 90s, 10m, 1.5h, 2d"));
    }

    static Material material(Path folder) throws IOException, SpliceException {
        return Material.of(ReplayFailures.open(folder));
    }

    static int make(@Nullable CommandSpec spec, Path out, Making making) {
        NewTrace.require(out);
        try {
            making.make();
            TraceReader made = new TraceReader(out);
            String text = TraceOriginView.written(
                    out, TraceInfo.of(made), TraceOrigin.read(out).orElseThrow());
            if (spec != null) {
                spec.commandLine().getOut().print(text);
                spec.commandLine().getOut().flush();
            }
            return Exit.OK;
        } catch (SpliceException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), e.hint());
        } catch (IOException e) {
            throw CliException.failed(String.valueOf(e.getMessage()), "");
        }
    }
}
