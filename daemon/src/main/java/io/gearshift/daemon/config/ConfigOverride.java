package io.gearshift.daemon.config;

/**
 * A value given on the command line, stronger than the file's.
 *
 * @param key dotted key, e.g. {@code serving.port}
 * @param value as it would stand in the file; a relative path is relative to the working directory
 * @param option what the person typed, e.g. {@code --port}; named in errors
 */
public record ConfigOverride(String key, String value, String option) {}
