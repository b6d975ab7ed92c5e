package io.gearshift.simulator.profile;

import io.gearshift.simulator.profile.ProfileSet.RefusedRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Takes what formats find. Figures of one key meet in one row, whatever files they are in; ranges are checked here. */
final class ProfileSink {

    private final Map<ProfileKey, Map<Figure, Measured>> rows = new LinkedHashMap<>();
    private final Map<String, String> descriptions = new TreeMap<>();
    private final List<RefusedRow> refused = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Set<ProfileKey> touched = new LinkedHashSet<>();
    private final Set<String> asked = new HashSet<>();
    private String file = "";
    private long repeated;

    /** What follows is of this file. */
    void begin(String name) {
        file = name;
        touched.clear();
        asked.clear();
    }

    /** Rows that the present file told something of. */
    long touched() {
        return touched.size();
    }

    void refuse(long line, String why) {
        refused.add(new RefusedRow(file, line, why));
    }

    void note(String text) {
        notes.add(text);
    }

    void describe(String device, String description) {
        descriptions.putIfAbsent(device, description);
    }

    void add(long line, ProfileKey key, Figure figure, double value) {
        add(line, key, figure, value, "");
    }

    void add(long line, ProfileKey key, Figure figure, double value, String note) {
        add(line, key, figure, new Measured(value, file, line, note));
    }

    /**
     * A value out of its range is refused, with what it may be in.
     *
     * @param line of the present file; the figure may come from another one
     */
    void add(long line, ProfileKey key, Figure figure, Measured measured) {
        double value = measured.value();
        if (!figure.isPlausible(value)) {
            refuse(
                    line,
                    String.format(
                            Locale.ROOT,
                            "%s of %s: %s (expected: %s%s)",
                            figure.label(),
                            key.model(),
                            value,
                            figure.range(),
                            value > 1 && figure == Figure.ACCURACY ? "; percent?" : ""));
            return;
        }
        Map<Figure, Measured> known = rows.computeIfAbsent(key, k -> new EnumMap<>(Figure.class));
        Measured before = known.putIfAbsent(figure, measured);
        touched.add(key);
        if (before != null && repeated++ == 0) {
            note(String.format(
                    Locale.ROOT,
                    "%s of %s on %s stands at %s and again at %s:%d: of figures that are there twice the first counts",
                    figure.label(),
                    key.model(),
                    key.device(),
                    before.place(),
                    file,
                    line));
        }
    }

    /** A figure that several columns share: refused or added with the first of them. */
    void addOnce(long line, ProfileKey key, Figure figure, String cell, String unit, String note) {
        if (asked.add(line + figure.label() + key)) {
            Cells.add(this, line, key, figure, cell, unit, figure.label(), note);
        }
    }

    ProfileSet set(String name, List<ProfileSet.Read> files, List<String> skipped) {
        List<ProfileRow> all = new ArrayList<>();
        rows.forEach((key, figures) -> all.add(new ProfileRow(key, figures)));
        List<String> told = new ArrayList<>(notes);
        if (repeated > 1) {
            told.add(repeated + " figures are there twice in all");
        }
        told.addAll(ProfileDoubts.of(all));
        return new ProfileSet(name, files, skipped, all, descriptions, refused, told);
    }
}
