package io.gearshift.simulator.profile;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ladders of MobileNet on Pixels: a checkpoint a row, its top-1 accuracy, and a column of milliseconds for each phone. */
final class PixelLadderFormat implements ProfileFormat {

    private static final Pattern PHONE = Pattern.compile("Pixel ?\\d+\\w*");
    private static final Pattern FAMILY = Pattern.compile("(?i)mobilenet[ _]?v\\d");

    @Override
    public String name() {
        return "ladders of checkpoints on phones (Markdown)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("Checkpoint") && MarkdownTable.of(file).stream().anyMatch(PixelLadderFormat::isOne);
    }

    private static boolean isOne(MarkdownTable table) {
        return table.column("checkpoint") == 0
                && table.header().stream().anyMatch(name -> PHONE.matcher(name).find());
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        String family = "";
        out.note(
                "latencies of the ladders are milliseconds of TFLite on one large core, as the text around the tables says");
        for (MarkdownTable table : MarkdownTable.of(file)) {
            Matcher told = FAMILY.matcher(table.heading());
            family = told.find() ? told.group().toLowerCase(Locale.ROOT).replace(' ', '_') : family;
            if (isOne(table)) {
                for (MarkdownTable.Row row : table.whole(out, table.header().size())) {
                    row(table, row, family, out);
                }
            }
        }
    }

    private static void row(MarkdownTable table, MarkdownTable.Row row, String family, ProfileSink out) {
        String name = row.cells()
                .get(0)
                .replaceAll("\\]\\[.*", "")
                .replaceAll("[\\[\\]]", "")
                .strip();
        if (name.isEmpty()) {
            out.refuse(row.line(), "the checkpoint's name is empty");
            return;
        }
        String variant = name.replaceFirst("(?i)^" + Pattern.quote(family) + "_?", "")
                .replaceAll("[()]", "")
                .replace(' ', '-');
        ProfileKey base = ProfileKey.of(family.isEmpty() ? name : family, variant)
                .by("tflite")
                .in(name.contains("8-bit") ? "int8" : "float")
                .batched(1);
        for (int i = 1; i < table.header().size(); i++) {
            String column = table.header().get(i);
            Matcher phone = PHONE.matcher(column);
            if (phone.find()) {
                ProfileKey key = base.on(phone.group(), Backend.CPU).threaded(1);
                Cells.add(out, row.line(), key, Figure.LATENCY_MS, row.cells().get(i), "ms", column, "");
            } else if (column.replace(" ", "").toLowerCase(Locale.ROOT).startsWith("top1")) {
                ProfileKey key = ProfileKey.of(base.model(), variant).in(base.precision());
                Cells.add(out, row.line(), key, Figure.ACCURACY, row.cells().get(i), "%", column, "ImageNet top-1");
            }
        }
    }
}
