package io.gearshift.daemon.cli;

import io.gearshift.registry.derive.Watch;
import io.gearshift.registry.derive.graph.DeriveException;
import java.io.PrintWriter;

/** The stages of a derivation: a bar on a terminal, one line a stage elsewhere. */
final class DeriveProgress implements Watch {

    private final PrintWriter err;
    private final boolean isTerminal;
    private final Interrupts interrupts;
    private final ProgressBar bar;
    private String stage = "";

    DeriveProgress(PrintWriter err, boolean isTerminal, Interrupts interrupts) {
        this.err = err;
        this.isTerminal = isTerminal;
        this.interrupts = interrupts;
        this.bar = new ProgressBar(err, isTerminal);
    }

    @Override
    public void stage(String what) {
        stage = what;
        if (isTerminal) {
            bar.show(0, 1, what);
        } else {
            err.println(what);
            err.flush();
        }
    }

    @Override
    public void at(int done, int total) {
        if (isTerminal) {
            bar.show(done, total, stage);
        }
    }

    @Override
    public void require() throws DeriveException {
        if (interrupts.isAsked()) {
            throw new DeriveException("interrupted while " + stage + ": nothing was written", "");
        }
    }
}
