package io.gearshift.fleet;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What an executor needs beside Spark: the jars of this class path that the build noted as the simulator's. */
final class ShippedJars {

    private static final String LIST = "shipped-jars.txt";

    private ShippedJars() {}

    static List<String> paths() throws IOException {
        Set<String> names = names();
        List<String> found = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry).toAbsolutePath();
            if (names.remove(String.valueOf(jar.getFileName()))) {
                found.add(jar.toUri().toString());
            }
        }
        found.add(own().toUri().toString());
        if (!names.isEmpty()) {
            throw new IOException("a cluster needs " + names + ", which are not on the class path (expected: started by"
                    + " gearshift fleet, after a build)");
        }
        return found;
    }

    private static Path own() throws IOException {
        try {
            Path own = Path.of(ShippedJars.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (!Files.isRegularFile(own)) {
                throw new IOException(own + " is no jar (expected: started by gearshift fleet, after a build)");
            }
            return own;
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static Set<String> names() throws IOException {
        try (InputStream in = ShippedJars.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IOException(LIST + " is not in the jar (expected: written by the build)");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Set<String> names = new TreeSet<>();
            for (String jar : text.strip().split(":")) {
                names.add(jar.substring(jar.lastIndexOf('/') + 1));
            }
            return names;
        }
    }
}
