package io.gearshift.simulator.profile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was read from one file or folder.
 *
 * @param name the file, folder or name that was asked for
 * @param files that a format took
 * @param skipped files that are no profile: licences, texts
 * @param descriptions of devices, by the name that rows give them
 * @param notes what holds for figures and does not stand beside them
 */
public record ProfileSet(
        String name,
        List<Read> files,
        List<String> skipped,
        List<ProfileRow> rows,
        Map<String, String> descriptions,
        List<RefusedRow> refused,
        List<String> notes) {

    /** @param rows that its figures went to */
    public record Read(String file, String format, long rows) {}

    /**
     * A part of a file that was left out.
     *
     * @param line 1-based
     */
    public record RefusedRow(String file, long line, String why) {}

    public ProfileSet {
        files = List.copyOf(files);
        skipped = List.copyOf(skipped);
        rows = List.copyOf(rows);
        descriptions = new TreeMap<>(descriptions);
        refused = List.copyOf(refused);
        notes = List.copyOf(notes);
    }

    /** Those that measured something on a device, in the order of the files. */
    public List<String> devices() {
        return rows.stream()
                .map(row -> row.key().device())
                .filter(device -> !device.isEmpty())
                .distinct()
                .toList();
    }
}
