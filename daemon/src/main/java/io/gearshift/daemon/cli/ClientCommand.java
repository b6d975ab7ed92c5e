package io.gearshift.daemon.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands share that ask a running daemon. */
abstract class ClientCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    final PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("spec: null (expected: set by picocli)");
        }
        return spec.commandLine().getOut();
    }

    final void print(String text) {
        out().print(text);
        out().flush();
    }

    final AdminClient connect() {
        return daemon.connect();
    }

    final boolean isJson() {
        return format.isJson();
    }
}
