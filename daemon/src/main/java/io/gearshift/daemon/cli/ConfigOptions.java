package io.gearshift.daemon.cli;

import io.gearshift.daemon.config.Config;
import io.gearshift.daemon.config.ConfigException;
import io.gearshift.daemon.config.ConfigLoader;
import io.gearshift.daemon.config.ConfigOverride;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the configuration comes from, and the settings that are worth an option. */
final class ConfigOptions {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration, see docs/configuration.md (default: every key has its default).")
    private @Nullable Path file;

    @Option(names = "--sysfs", paramLabel = "DIR", description = "Read this instead of /sys.")
    private @Nullable String sysfs;

    @Option(names = "--proc", paramLabel = "DIR", description = "Read this instead of /proc.")
    private @Nullable String proc;

    @Option(names = "--port", paramLabel = "N", description = "Listen here; 0 takes any free port.")
    private @Nullable String port;

    @Option(names = "--models", paramLabel = "DIR", description = "The registry's folder.")
    private @Nullable String models;

    RunArguments arguments() {
        List<ConfigOverride> overrides = new ArrayList<>();
        add(overrides, sysfs, RunArguments.SYSFS);
        add(overrides, proc, RunArguments.PROC);
        add(overrides, port, RunArguments.PORT);
        add(overrides, models, RunArguments.MODELS);
        return new RunArguments(Optional.ofNullable(file), overrides);
    }

    /** With the registry's folder from another option of the command; null leaves it as configured. */
    RunArguments arguments(@Nullable String registry) {
        RunArguments arguments = arguments();
        if (registry == null) {
            return arguments;
        }
        List<ConfigOverride> overrides = new ArrayList<>(arguments.overrides());
        add(overrides, registry, RunArguments.MODELS);
        return new RunArguments(arguments.file(), overrides);
    }

    /** @throws ConfigException with every problem */
    Config load() throws ConfigException {
        RunArguments arguments = arguments();
        return ConfigLoader.load(arguments.file(), arguments.overrides());
    }

    private static void add(List<ConfigOverride> overrides, @Nullable String value, RunArguments.KeyOption option) {
        if (value != null) {
            overrides.add(option.override(value));
        }
    }
}
