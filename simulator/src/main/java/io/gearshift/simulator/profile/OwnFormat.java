package io.gearshift.simulator.profile;

import java.util.Arrays;
import java.util.Optional;

/** What {@link ProfileJson} writes. Figures keep the places they are from. */
final class OwnFormat implements ProfileFormat {

    @Override
    public String name() {
        return "rows of profile import (JSON)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("\"profile\"") && file.has("\"figures\"") && file.has("\"rows\"");
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        Tree root = Tree.of(file, out);
        Tree rows = root == null ? null : root.get("rows");
        if (root == null || rows == null) {
            out.refuse(1, "no rows in it");
            return;
        }
        Tree devices = root.get("devices");
        if (devices != null) {
            devices.keys().forEach(device -> out.describe(device, devices.text(device)));
        }
        rows.items().forEach(row -> row(row, out));
        Tree notes = root.get("notes");
        if (notes != null) {
            notes.items().forEach(note -> out.note(note.text()));
        }
    }

    private static void row(Tree row, ProfileSink out) {
        Optional<Backend> backend = Arrays.stream(Backend.values())
                .filter(one -> one.provider().equals(row.text("backend")))
                .findFirst();
        Tree figures = row.get("figures");
        if (row.text("model").isEmpty() || backend.isEmpty() || figures == null) {
            out.refuse(row.line(), "model, backend or figures of this row are missing or unknown");
            return;
        }
        ProfileKey key = new ProfileKey(
                row.text("model"),
                row.text("variant"),
                row.text("device"),
                row.text("runtime"),
                backend.get(),
                row.text("precision"),
                (int) row.number("batch").orElse(0),
                (int) row.number("threads").orElse(0),
                row.text("conditions"));
        for (String name : figures.keys()) {
            Tree figure = figures.get(name);
            if (figure == null || !figure.isMap()) {
                continue;
            }
            Figure.of(name)
                    .ifPresentOrElse(
                            known -> figure(figure, key, known, out),
                            () -> out.refuse(figure.line(), name + " is no figure that is known"));
        }
    }

    private static void figure(Tree figure, ProfileKey key, Figure known, ProfileSink out) {
        String from = figure.text("from");
        int colon = from.lastIndexOf(':');
        String line = colon < 0 ? "" : from.substring(colon + 1);
        figure.number("value").ifPresent(value -> {
            if (line.matches("\\d{1,9}")) {
                out.add(
                        figure.line(),
                        key,
                        known,
                        new Measured(value, from.substring(0, colon), Long.parseLong(line), figure.text("note")));
            } else {
                out.add(figure.line(), key, known, value, figure.text("note"));
            }
        });
    }
}
