package io.gearshift.daemon.cli;

import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Progress of a count: one line redrawn on a terminal, one line a step elsewhere. */
public final class ProgressBar {

    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final boolean isTerminal;

    public ProgressBar(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    /** On a terminal; elsewhere it shows nothing, as a script has no use for it. */
    static ProgressBar onTerminal(@Nullable CommandSpec spec) {
        return spec == null || !Terminals.isInteractive()
                ? new ProgressBar(new PrintWriter(Writer.nullWriter()), false)
                : new ProgressBar(spec.commandLine().getErr(), true);
    }

    public void show(int done, int total, String current) {
        String line = bar(done, total, WIDTH) + (current.isEmpty() ? "" : "  " + current);
        if (isTerminal) {
            out.print("\r\u001b[K" + line + (done == total ? System.lineSeparator() : ""));
        } else {
            out.println(done + "/" + total + (current.isEmpty() ? "" : " " + current));
        }
        out.flush();
    }

    /** {@code [#####-----] 5/10}. */
    static String bar(int done, int total, int width) {
        int full = total <= 0 ? width : (int) ((long) width * Math.min(done, total) / total);
        return "[" + "#".repeat(full) + "-".repeat(width - full) + "] " + done + "/" + total;
    }
}
