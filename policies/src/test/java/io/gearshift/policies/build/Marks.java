package io.gearshift.policies.build;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

/**
 * What an escape leaves behind, looked for by what the operating system and the JVM say and not by what the rule says of itself:
 * a file, a file gone, a process, a listener, a connection, a thread, a property. One for each process of escapes.
 */
final class Marks implements AutoCloseable {

    private static final String VICTIM = "untouched";
    private static final String PROPERTY = "gearshift.escaped";

    private final Path file;
    private final Path victim;
    private final int port;
    private final ServerSocket door;
    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    /** @param folder exists, and is of this process alone */
    Marks(Path folder) throws IOException {
        file = folder.resolve("escaped");
        victim = Files.writeString(folder.resolve("victim"), VICTIM);
        door = new ServerSocket();
        door.bind(new InetSocketAddress("127.0.0.1", 0));
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    /** The rule with its aims put in. */
    String aim(String rule) {
        return rule.replace("FILE", file.toString())
                .replace("VICTIM", victim.toString())
                .replace("PORT", Integer.toString(port))
                .replace("DOOR", Integer.toString(door.getLocalPort()));
    }

    List<String> found() throws IOException {
        List<String> marks = new ArrayList<>();
        add(marks, "file", Files.exists(file, LinkOption.NOFOLLOW_LINKS));
        add(
                marks,
                "file changed",
                !Files.exists(victim) || !Files.readString(victim).equals(VICTIM));
        add(marks, "process", ProcessHandle.current().children().findAny().isPresent());
        add(marks, "listener", isTaken());
        add(marks, "connection", isVisited());
        add(
                marks,
                "thread",
                Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(t -> t.getName().equals("escaped")));
        add(marks, "property", System.getProperty(PROPERTY) != null || System.getProperty("java.version") == null);
        add(
                marks,
                "setting",
                !Locale.getDefault().equals(locale) || !TimeZone.getDefault().equals(zone));
        return marks;
    }

    private static void add(List<String> marks, String mark, boolean isThere) {
        if (isThere) {
            marks.add(mark);
        }
    }

    private boolean isTaken() throws IOException {
        try (ServerSocket tcp = new ServerSocket(port);
                DatagramSocket udp = new DatagramSocket(port)) {
            return !tcp.isBound() || !udp.isBound();
        } catch (BindException e) {
            return true;
        }
    }

    private boolean isVisited() throws IOException {
        door.setSoTimeout(50);
        try {
            door.accept().close();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
