package io.gearshift.daemon.cli;

import io.gearshift.daemon.config.Config;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Java, the state folder, the ports. */
final class HostCheckup implements Checkup {

    private static final int OLDEST_JAVA = 17;

    /** A daemon says its name at once; whatever else listens there may say nothing. */
    private static final Duration PROBE_WITHIN = Duration.ofSeconds(2);

    @Override
    public List<Finding> examine(Config config) {
        List<Finding> findings = new ArrayList<>();
        findings.add(java(Runtime.version().feature()));
        findings.add(state(config.state().dir()));
        findings.add(port(config));
        return findings;
    }

    static Finding java(int feature) {
        String what = "Java " + feature + " (" + System.getProperty("java.vm.name") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors)";
        return feature >= OLDEST_JAVA
                ? Finding.ok("java", what)
                : Finding.broken("java", what, "install Java " + OLDEST_JAVA + " or later");
    }

    /** The nearest folder that is there must let us write. */
    private static Finding state(Path dir) {
        Path there = dir;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there != null && Files.isDirectory(there) && Files.isWritable(there)) {
            return Finding.ok("state", dir + (there.equals(dir) ? " is writable" : " can be made"));
        }
        return Finding.broken("state", dir + " cannot be written", "set state.dir to a folder of your own");
    }

    private static Finding port(Config config) {
        Config.Serving serving = config.serving();
        String address = serving.host() + ":" + serving.port();
        try (ServerSocket socket = new ServerSocket(serving.port(), 1, InetAddress.getByName(serving.host()))) {
            return Finding.ok("port", serving.host() + ":" + socket.getLocalPort() + " is free");
        } catch (IOException e) {
            return isGearshift(serving)
                    ? Finding.ok("port", "a Gearshift daemon runs at " + address)
                    : Finding.broken(
                            "port",
                            address + " cannot be listened on: " + e.getMessage(),
                            "stop what listens there, or set serving.port");
        }
    }

    private static boolean isGearshift(Config.Serving serving) {
        String scheme = serving.tls() == null ? "http" : "https";
        try {
            URI address = new URI(scheme, null, serving.host(), serving.port(), null, null, null);
            return AdminClient.connect(address, null, null)
                    .within(PROBE_WITHIN)
                    .get("/v2")
                    .path("name")
                    .asText()
                    .equals("gearshift");
        } catch (CliException | URISyntaxException e) {
            return false;
        }
    }
}
