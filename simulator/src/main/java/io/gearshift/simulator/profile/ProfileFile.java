package io.gearshift.simulator.profile;

import io.gearshift.simulator.importer.LogText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table's text.
 *
 * @param name how messages name it
 * @param lines without their ends
 * @param endsWhole false when the last line has no end, so that its last number may lack digits
 */
record ProfileFile(String name, List<String> lines, boolean endsWhole) {

    /** Published tables have up to a megabyte; more is no table. */
    private static final long MOST_BYTES = 64L << 20;

    ProfileFile {
        lines = List.copyOf(lines);
    }

    static ProfileFile of(String name, byte[] bytes) {
        String text = LogText.decode(bytes);
        return new ProfileFile(name, text.lines().toList(), text.isEmpty() || text.endsWith("\n"));
    }

    static ProfileFile of(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + ": " + Files.size(file) + " bytes (expected: a table of at most 64 MiB)");
        }
        return of(file.toString(), Files.readAllBytes(file));
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** The first lines that are not blank. */
    List<String> head(int count) {
        return lines.stream().filter(line -> !line.isBlank()).limit(count).toList();
    }

    boolean has(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    /** The parts of its path and of a flattened one, {@code a__b__c.txt}, without the ending; the last one last. */
    List<String> parts() {
        List<String> parts = new ArrayList<>();
        for (String part : name.replace('\\', '/').split("/")) {
            if (!part.isEmpty()) {
                parts.addAll(List.of(part.split("__")));
            }
        }
        int last = parts.size() - 1;
        if (last >= 0) {
            parts.set(last, parts.get(last).replaceFirst("\\.[A-Za-z0-9]+$", ""));
        }
        return parts;
    }

    /** The {@code n}th part from the end, the last being 0; empty when there is none. */
    String part(int n) {
        List<String> parts = parts();
        return n < parts.size() ? parts.get(parts.size() - 1 - n) : "";
    }
}
