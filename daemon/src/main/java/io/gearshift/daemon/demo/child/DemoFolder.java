package io.gearshift.daemon.demo.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.gearshift.daemon.demo.device.FakeDevice;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the demonstration keeps on disk. Profiles and prepacked weights stay for the next time; what a run leaves behind is
 * cleared before the next. One demonstration at a time.
 */
public final class DemoFolder implements AutoCloseable {

    /** Name of the endpoint and of the variant that it serves. */
    public static final String CLOUD = "cloud";

    /**
     * The device, its cloud and the load share this machine with whatever else runs on it: latency objectives of a device of
     * one's own would be missed for reasons that are not in the script.
     */
    private static final double LOOSER = 5;

    private static final ObjectMapper YAML = new YAMLMapper();

    private final Path root;
    private final FileChannel channel;

    private DemoFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    public static DemoFolder open(Path root) throws DemoException {
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new DemoException(
                        "another demonstration is running (" + root.resolve("lock") + " is locked)",
                        "wait until it has ended");
            }
            DemoFolder folder = new DemoFolder(root, channel);
            Leftovers.end(root);
            folder.clear();
            return folder;
        } catch (IOException e) {
            throw new DemoException(root + " cannot be used: " + e, "make it writable");
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Gears and pins of the last demonstration must not shape this one. */
    private void clear() throws IOException {
        for (String name : List.of("device", "models", "cloud-models", "state/run", "cloud-state/run")) {
            Path folder = root.resolve(name);
            if (Files.exists(folder)) {
                try (Stream<Path> tree = Files.walk(folder)) {
                    for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(each);
                    }
                }
            }
        }
    }

    /** Where the fake device's files go. */
    public Path device() {
        return root.resolve("device");
    }

    public Path log(String daemon) {
        return root.resolve(daemon + ".log");
    }

    /**
     * Makes a registry of the sample models, with looser latency objectives.
     *
     * @param from the sample registry
     * @param models names of the models to take
     * @param withCloud names of the models that get a variant served by the cloud, as accurate as their first
     */
    public Path registry(String name, Path from, List<String> models, List<String> withCloud) throws DemoException {
        Path registry = root.resolve(name);
        for (String model : models) {
            try {
                Path source = from.resolve(model);
                Path target = Files.createDirectories(registry.resolve(model));
                JsonNode manifest = YAML.readTree(source.resolve("model.yaml").toFile());
                for (JsonNode variant : manifest.path("variants")) {
                    link(source, target, variant.path("file").asText());
                }
                loosen((ObjectNode) manifest);
                if (withCloud.contains(model)) {
                    addCloud(manifest);
                }
                YAML.writeValue(target.resolve("model.yaml").toFile(), manifest);
            } catch (IOException e) {
                throw new DemoException(
                        "the sample model " + model + " cannot be taken from " + from + ": " + e,
                        "`gearshift --prepare` lays the sample models out; see samples/README.md");
            }
        }
        return registry;
    }

    private static void loosen(ObjectNode manifest) {
        double objective = manifest.path("latencyObjectiveMs").asDouble(0);
        if (objective > 0) {
            manifest.put("latencyObjectiveMs", objective * LOOSER);
        }
    }

    private static void addCloud(JsonNode manifest) {
        JsonNode first = manifest.path("variants").path(0);
        ObjectNode cloud = ((ArrayNode) manifest.path("variants")).addObject();
        cloud.put("name", CLOUD).put("endpoint", CLOUD).set("precision", first.path("precision"));
        cloud.set("accuracy", first.path("accuracy"));
    }

    /** The files are large: a second name for them where the file system can, else a copy. */
    private static void link(Path from, Path to, String file) throws IOException {
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.createLink(to.resolve(file), from.resolve(file).toRealPath());
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Configuration of the device: quick to decide, so that a day fits a minute. */
    public Path deviceConfig(int port, Path models, FakeDevice device, String cloudUrl) throws IOException {
        ObjectNode config = config(port, models, "state");
        config.putObject("loop").put("tick", "500ms").put("dwell", "3s");
        ObjectNode sensors = config.putObject("sensors");
        sensors.put("sysfs", device.sysfs().toString());
        sensors.put("proc", device.proc().toString());
        sensors.putObject("interval").put("calm", "500ms").put("near", "250ms");
        ObjectNode offload = config.putObject("offload").put("probeInterval", "500ms");
        offload.putArray("endpoints").addObject().put("name", CLOUD).put("url", cloudUrl);
        return write("device.yaml", config);
    }

    /** Configuration of the cloud. */
    public Path cloudConfig(int port, Path models) throws IOException {
        return write("cloud.yaml", config(port, models, "cloud-state"));
    }

    private ObjectNode config(int port, Path models, String state) {
        ObjectNode config = YAML.createObjectNode();
        config.putObject("serving").put("host", "127.0.0.1").put("port", port).put("grpcPort", 0);
        config.putObject("models").put("dir", models.toString()).put("watch", false);
        config.putObject("state").put("dir", root.resolve(state).toString());
        return config;
    }

    private Path write(String name, ObjectNode config) throws IOException {
        Path file = root.resolve(name);
        YAML.writeValue(file.toFile(), config);
        return file;
    }

    /** The cloud is this same machine: what the device has measured holds there too. */
    public void shareProfiles() throws IOException {
        Path from = root.resolve("state/profiles");
        Path to = root.resolve("cloud-state/profiles");
        if (Files.isDirectory(from)) {
            Files.createDirectories(to);
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
