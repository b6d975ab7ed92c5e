package io.gearshift.daemon.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One setting.
 *
 * @param path dotted, e.g. {@code serving.port}
 * @param fallback its value when the file does not say; null is off, and only then may the file say null
 * @param get its value in a finished configuration
 * @param defaultText how the documentation names the default
 */
record ConfigKey<T>(
        String path,
        ValueType<T> type,
        Function<Home, @Nullable T> fallback,
        Function<Config, @Nullable T> get,
        boolean isOptional,
        String defaultText) {

    /** A setting with a value at all times, named in YAML. */
    static <T> ConfigKey<T> of(String path, ValueType<T> type, T fallback, Function<Config, @Nullable T> get) {
        return new ConfigKey<>(path, type, home -> fallback, get, false, type.write(fallback, ""));
    }

    /** A setting that is off by default. */
    static <T> ConfigKey<T> off(String path, ValueType<T> type, Function<Config, @Nullable T> get) {
        return new ConfigKey<>(path, type, home -> null, get, true, "null");
    }

    /** A setting whose default depends on the machine, in words. */
    static <T> ConfigKey<T> from(
            String path,
            ValueType<T> type,
            String words,
            Function<Home, @Nullable T> fallback,
            Function<Config, @Nullable T> get) {
        return new ConfigKey<>(path, type, fallback, get, false, words);
    }

    String section() {
        return path.substring(0, path.lastIndexOf('.'));
    }

    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
