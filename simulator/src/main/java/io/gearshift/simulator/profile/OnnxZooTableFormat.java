package io.gearshift.simulator.profile;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Size and accuracy of the files of the ONNX Model Zoo: Markdown tables with Model, Download, Opset version and Top-1. */
final class OnnxZooTableFormat implements ProfileFormat {

    private static final Pattern BUILD = Pattern.compile("(?i)(.*?)-(fp32|fp16|int8|qdq)");
    private static final Pattern FASTER =
            Pattern.compile(".*\\bint8 (\\S.*?)'s .*performance improvement is ([\\d.]+)x.*");

    @Override
    public String name() {
        return "ONNX Model Zoo tables (Markdown)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("Opset") && MarkdownTable.of(file).stream().anyMatch(OnnxZooTableFormat::isOne);
    }

    private static boolean isOne(MarkdownTable table) {
        return table.hasColumns("model", "download", "opset");
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        for (MarkdownTable table : MarkdownTable.of(file)) {
            if (isOne(table)) {
                table.whole(out, table.column("opset") + 1).forEach(row -> row(table, row, out));
            }
        }
        for (String line : file.lines()) {
            Matcher faster = FASTER.matcher(line);
            if (faster.matches()) {
                out.note("int8 of " + faster.group(1) + " is told to be " + faster.group(2)
                        + " times as fast as fp32 on a Xeon; no latency is told");
            }
        }
    }

    static ProfileKey key(String name, String opset) {
        Matcher build = BUILD.matcher(name);
        String variant = build.matches() ? build.group(2).toLowerCase(Locale.ROOT) : "full";
        return ProfileKey.of(build.matches() ? build.group(1) : name, variant)
                .in(variant)
                .under("opset " + opset);
    }

    private static void row(MarkdownTable table, MarkdownTable.Row row, ProfileSink out) {
        String name = row.cells().get(table.column("model"));
        String opset = row.cells().get(table.column("opset"));
        if (name.isEmpty() || !opset.matches("\\d{1,3}")) {
            out.refuse(
                    row.line(),
                    name.isEmpty() ? "the model's name is empty" : "opset " + opset + " (expected: a number)");
            return;
        }
        ProfileKey key = key(name, opset);
        Cells.add(
                out,
                row.line(),
                key,
                Figure.FILE_BYTES,
                row.cells().get(table.column("download")),
                "MB",
                "Download",
                "");
        int right = table.column("top-1 accuracy");
        int wrong = table.column("top-1 error");
        if (right >= 0) {
            Cells.add(
                    out,
                    row.line(),
                    key,
                    Figure.ACCURACY,
                    row.cells().get(right),
                    "%",
                    "Top-1 accuracy",
                    "ImageNet top-1");
        } else if (wrong >= 0) {
            error(row, wrong, key, out);
        }
    }

    private static void error(MarkdownTable.Row row, int column, ProfileKey key, ProfileSink out) {
        try {
            OptionalDouble error = Amount.parse(row.cells().get(column), "%");
            error.ifPresent(
                    value -> out.add(row.line(), key, Figure.ACCURACY, 1 - value, "one less the ImageNet top-1 error"));
        } catch (Amount.Unreadable e) {
            out.refuse(row.line(), "Top-1 error: " + e.why());
        }
    }
}
