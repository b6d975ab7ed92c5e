package io.gearshift.daemon.cli;

import io.gearshift.core.text.Sizes;
import io.gearshift.simulator.profile.Figure;
import io.gearshift.simulator.profile.Measured;
import io.gearshift.simulator.profile.ProfileKey;
import io.gearshift.simulator.profile.ProfileRow;
import io.gearshift.simulator.profile.ProfileSet;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What came out of tables of measurements, for eyes. */
final class ProfileView {

    private static final int MOST_REFUSED = 10;
    private static final int MOST_ROWS = 60;
    private static final String NOT_MEASURED = "-";

    /** Rows of one device, as far as the overview tells. */
    private static final class Sum {
        private int rows;
        private final Set<String> models = new TreeSet<>();
        private final Set<String> backends = new TreeSet<>();
        private final EnumSet<Figure> figures = EnumSet.noneOf(Figure.class);
    }

    private ProfileView() {}

    /** @param isNarrow shows rows instead of devices */
    static String render(ProfileSet set, boolean isNarrow, @Nullable Path out) {
        StringBuilder text = new StringBuilder(String.format(
                "%s: %d %s read, %d skipped; %d rows of %d devices%n%n",
                set.name(),
                set.files().size(),
                set.files().size() == 1 ? "file" : "files",
                set.skipped().size(),
                set.rows().size(),
                set.devices().size()));
        text.append(isNarrow ? rows(set.rows()) : devices(set)).append('\n');
        set.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        refused(text, set);
        if (out != null) {
            text.append("written to ").append(out).append('\n');
        }
        return text.toString();
    }

    private static String devices(ProfileSet set) {
        Map<String, Sum> sums = new LinkedHashMap<>();
        for (ProfileRow row : set.rows()) {
            Sum sum = sums.computeIfAbsent(row.key().device(), device -> new Sum());
            sum.rows++;
            sum.models.add(row.key().model());
            sum.backends.add(row.key().backend().provider());
            sum.figures.addAll(row.figures().keySet());
        }
        TextTable table = new TextTable(Set.of(1, 2), "device", "rows", "models", "backends", "measured");
        sums.forEach((device, sum) -> table.row(
                device.isEmpty()
                        ? "(of no device)"
                        : name(device, set.descriptions().get(device)),
                String.valueOf(sum.rows),
                String.valueOf(sum.models.size()),
                String.join(" ", sum.backends),
                String.join(" ", sum.figures.stream().map(Figure::label).toList())));
        return table.render("  ");
    }

    private static String name(String device, @Nullable String description) {
        String whole = description == null || description.isEmpty() ? device : device + " (" + description + ")";
        return whole.length() > 60 ? whole.substring(0, 57) + "..." : whole;
    }

    private static String rows(List<ProfileRow> rows) {
        EnumSet<Figure> figures = EnumSet.noneOf(Figure.class);
        rows.forEach(row -> figures.addAll(row.figures().keySet()));
        String[] header = new String[4 + figures.size()];
        header[0] = "device";
        header[1] = "model";
        header[2] = "variant, runtime, backend";
        int column = 3;
        for (Figure figure : figures) {
            header[column++] = figure.label();
        }
        header[column] = "from";
        Set<Integer> numbers = new TreeSet<>();
        for (int i = 3; i < column; i++) {
            numbers.add(i);
        }
        TextTable table = new TextTable(numbers, header);
        for (ProfileRow row : rows.stream().limit(MOST_ROWS).toList()) {
            table.row(cells(row, figures));
        }
        String more = rows.size() > MOST_ROWS
                ? "  and " + (rows.size() - MOST_ROWS) + " more (--format json lists them)\n"
                : "";
        return table.render("  ") + more;
    }

    private static String[] cells(ProfileRow row, EnumSet<Figure> figures) {
        ProfileKey key = row.key();
        String[] cells = new String[4 + figures.size()];
        cells[0] = name(key.device(), null);
        cells[1] = key.model();
        cells[2] = key.shown();
        int column = 3;
        for (Figure figure : figures) {
            Measured measured = row.get(figure);
            cells[column++] = measured == null ? NOT_MEASURED : shown(figure, measured.value());
        }
        cells[column] = row.place().replaceFirst(".*/", "");
        return cells;
    }

    private static String shown(Figure figure, double value) {
        return switch (figure) {
            case ACCURACY -> Words.percent(value);
            case MEMORY_BYTES, FILE_BYTES -> Sizes.readable(value);
            default -> Words.significant(value);
        };
    }

    private static void refused(StringBuilder text, ProfileSet set) {
        if (set.refused().isEmpty()) {
            text.append("refused: nothing\n");
            return;
        }
        text.append("refused: ").append(set.refused().size()).append('\n');
        for (ProfileSet.RefusedRow one :
                set.refused().stream().limit(MOST_REFUSED).toList()) {
            text.append(String.format("  %s:%d: %s%n", one.file(), one.line(), one.why()));
        }
        if (set.refused().size() > MOST_REFUSED) {
            text.append("  and ")
                    .append(set.refused().size() - MOST_REFUSED)
                    .append(" more (--format json lists them)\n");
        }
    }
}
