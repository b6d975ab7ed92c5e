package io.gearshift.daemon.process;

import io.gearshift.daemon.shell.TestingDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder of one daemon: models, state, a fake device, a configuration that decides fast enough for tests. */
final class DaemonHome {

    static final Path SAMPLES = Path.of("../samples/models");

    private final Path folder;
    private final TestingDevice device;

    DaemonHome(Path folder, String... models) throws IOException {
        this.folder = folder;
        this.device = new TestingDevice(Files.createDirectories(folder).resolve("device"));
        Files.createDirectories(models());
        for (String model : models) {
            copy(model);
        }
        configure("");
    }

    Path folder() {
        return folder;
    }

    Path models() {
        return folder.resolve("models");
    }

    Path state() {
        return folder.resolve("state");
    }

    Path config() {
        return folder.resolve("gearshift.yaml");
    }

    TestingDevice device() {
        return device;
    }

    void copy(String model) throws IOException {
        Path to = Files.createDirectories(models().resolve(model));
        try (Stream<Path> files = Files.list(SAMPLES.resolve(model))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** @param more further keys; a {@code serving} or {@code loop} of its own replaces the usual one */
    DaemonHome configure(String more) throws IOException {
        Files.writeString(
                config(),
                String.join(
                        "\n",
                        "models: {dir: models, threads: [1]}",
                        "state: {dir: state}",
                        "sensors: {sysfs: " + device.sysfs() + ", proc: " + device.proc()
                                + ", interval: {calm: 100ms, near: 50ms}}",
                        more.contains("loop:") ? "" : "loop: {tick: 100ms, dwell: 500ms}",
                        more.contains("serving:") ? "" : "serving: {port: 0, grpcPort: 0, workers: 4}",
                        more,
                        ""));
        return this;
    }

    /** Returns when it serves; its models come right after. */
    DaemonProcess start(String... options) throws IOException {
        DaemonProcess daemon = DaemonProcess.launch(folder, config(), options);
        try {
            return daemon.awaitAddress();
        } catch (AssertionError | RuntimeException e) {
            daemon.close();
            throw e;
        }
    }
}
