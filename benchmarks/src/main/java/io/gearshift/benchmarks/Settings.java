package io.gearshift.benchmarks;

import java.nio.file.Path;

/**
 * How to measure.
 *
 * @param isSmoke only whether everything works: the figures mean nothing
 */
record Settings(boolean isSmoke, Path root) {

    /** Of the environment that benchmarks/run sets. */
    static Settings current() {
        return new Settings(
                "1".equals(System.getenv("BENCH_SMOKE")), Path.of("").toAbsolutePath());
    }

    int times(int full) {
        return isSmoke ? Math.max(1, full / 20) : full;
    }

    /** Of things that must happen a few times to mean anything. */
    int rounds(int full) {
        return isSmoke ? 2 : full;
    }

    Path models() {
        return root.resolve("samples/models");
    }

    Path work(String name) {
        return root.resolve("benchmarks/target/work").resolve(name);
    }
}
