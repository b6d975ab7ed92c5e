package io.gearshift.daemon;

import io.gearshift.daemon.cli.Cli;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        int code = Cli.execute(writer(FileDescriptor.out), writer(FileDescriptor.err), args);
        System.exit(code);
    }

    /** UTF-8 whatever the locale says: degree signs and trees must survive. */
    private static PrintWriter writer(FileDescriptor target) {
        OutputStream stream = new FileOutputStream(target);
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
