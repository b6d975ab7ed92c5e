package io.gearshift.simulator.importer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** One kind of log. */
interface LogFormat {

    /** Where the times of a log without a date begin. */
    Instant NO_CLOCK = Instant.parse("2026-01-01T00:00:00Z");

    /** For people, for example {@code tegrastats}. */
    String name();

    /** What such a log is usually of, for example {@code NVIDIA Jetson}. */
    String device();

    /** By content, never by the file's name. */
    boolean recognises(LogHead head);

    /** @throws IOException when the file cannot be read at all; a line that cannot is refused in {@code out} */
    void read(Path file, LogSink out) throws IOException;
}
