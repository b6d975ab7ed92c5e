package io.gearshift.daemon.cli;

import io.gearshift.daemon.demo.Narrator;
import java.io.PrintWriter;

/** Tells a demonstration as it goes on. */
final class DemoConsole implements Narrator {

    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter out;
    private final ProgressBar bar;
    private final boolean isTerminal;
    private final boolean hasTimeline;

    DemoConsole(PrintWriter out, PrintWriter err, boolean isTerminal, boolean hasTimeline) {
        this.out = out;
        this.bar = new ProgressBar(err, isTerminal);
        this.isTerminal = isTerminal;
        this.hasTimeline = hasTimeline;
    }

    @Override
    public synchronized void stage(String text) {
        out.println(isTerminal ? CLEAR + text : text);
        out.flush();
    }

    @Override
    public synchronized void status(String text) {
        if (isTerminal) {
            out.print(CLEAR + text);
            out.flush();
        }
    }

    @Override
    public synchronized void progress(int done, int total, String current) {
        bar.show(done, total, current);
    }

    @Override
    public synchronized void line(String text) {
        if (hasTimeline) {
            stage(text);
        }
    }
}
