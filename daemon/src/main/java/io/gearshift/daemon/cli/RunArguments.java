package io.gearshift.daemon.cli;

import io.gearshift.daemon.config.Config;
import io.gearshift.daemon.config.ConfigException;
import io.gearshift.daemon.config.ConfigLoader;
import io.gearshift.daemon.config.ConfigOverride;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * What {@code run} was asked to do. {@link #parse} reads the plain forms of its options by hand: picocli's 700 classes
 * cost 140 ms of a start that should take 700, and no class archive can hold them (they are of a class file version that
 * CDS refuses). All else, help and mistakes above all, goes through picocli.
 *
 * @param file the configuration
 * @param overrides options stronger than the file
 */
record RunArguments(Optional<Path> file, List<ConfigOverride> overrides) {

    static final KeyOption SYSFS = new KeyOption("--sysfs", "sensors.sysfs");
    static final KeyOption PROC = new KeyOption("--proc", "sensors.proc");
    static final KeyOption PORT = new KeyOption("--port", "serving.port");
    static final KeyOption MODELS = new KeyOption("--models", "models.dir");

    /** An option that sets one key. */
    record KeyOption(String name, String key) {
        ConfigOverride override(String value) {
            return new ConfigOverride(key, value, name);
        }

        static Optional<KeyOption> named(String name) {
            return Stream.of(SYSFS, PROC, PORT, MODELS)
                    .filter(o -> o.name.equals(name))
                    .findFirst();
        }
    }

    /** Empty when the arguments are not just {@code run} and options with values that are understood here. */
    static Optional<RunArguments> parse(String... args) {
        if (args.length == 0 || !args[0].equals("run") || args.length % 2 == 0) {
            return Optional.empty();
        }
        Optional<Path> file = Optional.empty();
        List<ConfigOverride> overrides = new ArrayList<>();
        for (int i = 1; i < args.length; i += 2) {
            String option = args[i];
            String value = args[i + 1];
            Optional<KeyOption> key = KeyOption.named(option);
            boolean isFile = option.equals("--config") || option.equals("-c");
            boolean isRepeated = isFile
                    ? file.isPresent()
                    : overrides.stream().anyMatch(o -> o.option().equals(option));
            if (value.startsWith("-") || isRepeated || !isFile && key.isEmpty()) {
                return Optional.empty();
            }
            if (isFile) {
                file = Optional.of(Path.of(value));
            }
            key.map(found -> found.override(value)).ifPresent(overrides::add);
        }
        return Optional.of(new RunArguments(file, overrides));
    }

    /** A {@link CliException} tells every problem. */
    Config load() {
        try {
            return ConfigLoader.load(file, overrides);
        } catch (ConfigException e) {
            int n = e.problems().size();
            throw CliException.wrongUse(
                    "the configuration cannot be used (" + n + (n == 1 ? " problem)" : " problems)")
                            + System.lineSeparator() + e.getMessage(),
                    "");
        }
    }

    /** Runs the daemon until it is told to stop; gives the exit code. */
    int execute(PrintWriter err) {
        try {
            Config config = load();
            return launcher().run(config);
        } catch (Exception e) {
            return Failures.tell(e, err);
        }
    }

    static DaemonLauncher launcher() {
        return ServiceLoader.load(DaemonLauncher.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no DaemonLauncher on the class path (expected: one)"));
    }
}
