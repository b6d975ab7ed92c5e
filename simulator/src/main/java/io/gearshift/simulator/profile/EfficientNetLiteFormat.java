package io.gearshift.simulator.profile;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** EfficientNet-Lite on a Pixel: a table with a column {@code INT8 CPU latency} for each precision and processor. */
final class EfficientNetLiteFormat implements ProfileFormat {

    private static final Pattern COLUMN =
            Pattern.compile("(FP32|FP16|INT8)\\s+(CPU|GPU|TPU)\\s+latency", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEVICE = Pattern.compile("measured on ([A-Z]\\w*(?: ?\\d+)?)");
    private static final Pattern THREADS = Pattern.compile("(\\d+) CPU threads");
    private static final Pattern BATCH = Pattern.compile("batch size (\\d+)");
    private static final Pattern RUNG = Pattern.compile("(.*-lite)(\\d+)");

    @Override
    public String name() {
        return "precisions and processors of a phone (Markdown)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("CPU") && MarkdownTable.of(file).stream().anyMatch(EfficientNetLiteFormat::isOne);
    }

    private static boolean isOne(MarkdownTable table) {
        return table.column("model") >= 0
                && table.header().stream().anyMatch(name -> COLUMN.matcher(name).find());
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        String device = found(DEVICE, file.text());
        int threads = number(found(THREADS, file.text()));
        int batch = number(found(BATCH, file.text()));
        out.note("device " + (device.isEmpty() ? "is not told" : device) + ", batch " + batch + " and " + threads
                + " threads are from the text under the table");
        for (MarkdownTable table : MarkdownTable.of(file)) {
            if (isOne(table)) {
                for (MarkdownTable.Row row : table.whole(out, table.header().size())) {
                    row(
                            table,
                            row,
                            ProfileKey.of("", "").on(device, Backend.UNTOLD).batched(batch),
                            threads,
                            out);
                }
            }
        }
    }

    private static void row(MarkdownTable table, MarkdownTable.Row row, ProfileKey base, int threads, ProfileSink out) {
        String name = row.cells().get(table.column("model")).replaceFirst("\\s.*", "");
        if (name.isEmpty()) {
            out.refuse(row.line(), "the model's name is empty");
            return;
        }
        Matcher rung = RUNG.matcher(name);
        String model = rung.matches() ? rung.group(1) : name;
        String build = rung.matches() ? "lite" + rung.group(2) + "-" : "";
        for (int i = 0; i < table.header().size(); i++) {
            Matcher column = COLUMN.matcher(table.header().get(i));
            if (column.find()) {
                String precision = column.group(1).toLowerCase(Locale.ROOT);
                String processor = column.group(2).toUpperCase(Locale.ROOT);
                boolean isCpu = processor.equals("CPU");
                Backend backend = isCpu ? Backend.CPU : processor.equals("GPU") ? Backend.GPU : Backend.NPU;
                ProfileKey key = new ProfileKey(
                        model,
                        build + precision,
                        base.device(),
                        "tflite",
                        backend,
                        precision,
                        base.batch(),
                        isCpu ? threads : 0,
                        "");
                Cells.add(out, row.line(), key, Figure.LATENCY_MS, row.cells().get(i), "ms", column.group(), "");
                accuracy(table, row, key, precision, out);
            }
        }
    }

    /** Beside a latency only, and once. */
    private static void accuracy(
            MarkdownTable table, MarkdownTable.Row row, ProfileKey key, String precision, ProfileSink out) {
        int at = table.column(precision + " accuracy");
        if (at >= 0) {
            ProfileKey variant = ProfileKey.of(key.model(), key.variant()).in(precision);
            out.addOnce(row.line(), variant, Figure.ACCURACY, row.cells().get(at), "%", "ImageNet top-1");
        }
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text.replaceAll("\\s+", " "));
        return matcher.find() ? matcher.group(1) : "";
    }

    private static int number(String text) {
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }
}
