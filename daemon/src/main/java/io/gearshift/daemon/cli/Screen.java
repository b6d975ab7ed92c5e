package io.gearshift.daemon.cli;

import java.io.PrintWriter;

/**
 * Shows one text after another: in place on the terminal's alternate screen, which is left again whatever happens, or
 * one below the other when the output is no terminal. ANSI sequences as in ECMA-48 and xterm's control sequences.
 */
final class Screen implements AutoCloseable {

    /** Alternate screen, no cursor, long lines cut instead of wrapped. */
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";

    private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE_END = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintWriter out;
    private final boolean isLive;
    private final Thread restore;
    private boolean isFirst = true;

    private Screen(PrintWriter out, boolean isLive) {
        this.out = out;
        this.isLive = isLive;
        this.restore = new Thread(this::leave, "screen-restore");
    }

    /** @param isLive the output is a terminal */
    static Screen open(PrintWriter out, boolean isLive) {
        Screen screen = new Screen(out, isLive);
        if (isLive) {
            Runtime.getRuntime().addShutdownHook(screen.restore);
            out.print(ENTER);
        }
        return screen;
    }

    void show(String text) {
        if (isLive) {
            // Redrawn over the old text, not after a clear: that would flicker.
            out.print(HOME + text.replace("\n", CLEAR_LINE_END + "\n") + CLEAR_BELOW);
        } else {
            out.print((isFirst || text.startsWith("{") ? "" : System.lineSeparator()) + text);
        }
        isFirst = false;
        out.flush();
    }

    private void leave() {
        out.print(LEAVE);
        out.flush();
    }

    @Override
    public void close() {
        if (isLive) {
            leave();
            try {
                Runtime.getRuntime().removeShutdownHook(restore);
            } catch (IllegalStateException e) {
                // already going down: the hook runs or has run, and leaving twice does no harm
            }
        }
    }
}
