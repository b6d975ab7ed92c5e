package io.gearshift.simulator.profile;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Accuracy of float, quantised and block-quantised builds: a Markdown table of models, as in the OpenCV Zoo. */
final class AccuracyTableFormat implements ProfileFormat {

    private static final Pattern BUILD = Pattern.compile("(?i)(.*?)[ _](block|quant|fp16|int8)");

    @Override
    public String name() {
        return "accuracy of builds (Markdown)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("Model") && MarkdownTable.of(file).stream().anyMatch(AccuracyTableFormat::isOne);
    }

    private static boolean isOne(MarkdownTable table) {
        String first = table.header().get(0).toLowerCase(Locale.ROOT);
        return (first.equals("models") || first.equals("model name")) && metric(table) > 0;
    }

    /** The first one counts; a table may have several. */
    private static int metric(MarkdownTable table) {
        for (int i = 1; i < table.header().size(); i++) {
            if (table.header().get(i).matches("(?i).*(accuracy|\\bap\\b|\\(%\\)).*")) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        for (MarkdownTable table : MarkdownTable.of(file)) {
            if (isOne(table)) {
                int metric = metric(table);
                List<MarkdownTable.Row> rows = table.whole(out, metric + 1);
                String unit = Percent.unit(table.header().get(metric), rows, metric);
                for (MarkdownTable.Row row : rows) {
                    String name = row.cells().get(0);
                    Matcher build = BUILD.matcher(name);
                    String variant = build.matches() ? build.group(2).toLowerCase(Locale.ROOT) : "full";
                    String model = build.matches() ? build.group(1) : name;
                    String column = table.header().get(metric);
                    ProfileKey key = ProfileKey.of(model, variant).in(variant);
                    Cells.add(out, row.line(), key, Figure.ACCURACY, row.cells().get(metric), unit, column, column);
                }
            }
        }
    }
}
