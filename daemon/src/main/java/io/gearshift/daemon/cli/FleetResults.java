package io.gearshift.daemon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The folder of a fleet's results. It is made under another name beside its place and takes its own name when all is written: what
 * lies there is whole.
 */
record FleetResults(Path out, Path partial) {

    private static final String ROWS = "rows.parquet";
    private static final String SUMMARY = "summary.json";

    /** Before the long work: what cannot be written is told at once. */
    static FleetResults in(Path out) {
        Path place = out.toAbsolutePath().normalize();
        Path parent = place.getParent();
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw CliException.wrongUse("--out " + out + ": exists", "name a new folder; results are never mixed");
        }
        if (parent == null || !Files.isDirectory(parent)) {
            throw CliException.wrongUse("--out " + out + ": no folder " + parent, "make it first");
        }
        return new FleetResults(place, parent.resolve(place.getFileName() + ".partial"));
    }

    Path rows() {
        return partial.resolve(ROWS);
    }

    /** Takes away what a run that was interrupted left. */
    void begin() throws IOException {
        Files.createDirectories(partial);
        Files.deleteIfExists(rows());
        Files.deleteIfExists(partial.resolve(SUMMARY));
    }

    void finish(String summary) throws IOException {
        Files.writeString(partial.resolve(SUMMARY), summary);
        Files.move(partial, out, StandardCopyOption.ATOMIC_MOVE);
    }
}
