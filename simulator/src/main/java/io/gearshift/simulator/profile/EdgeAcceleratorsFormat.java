package io.gearshift.simulator.profile;

import java.util.Locale;

/** Detectors on boards and accelerators: a table with Board, Framework, Connection and a column {@code NAME (ms)} a model. */
final class EdgeAcceleratorsFormat implements ProfileFormat {

    @Override
    public String name() {
        return "boards and accelerators (Markdown)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("|") && MarkdownTable.of(file).stream().anyMatch(EdgeAcceleratorsFormat::isOne);
    }

    private static boolean isOne(MarkdownTable table) {
        return table.hasColumns("Board", "Framework", "Connection", "(ms)");
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        for (MarkdownTable table : MarkdownTable.of(file)) {
            if (isOne(table)) {
                table.whole(out, table.header().size()).forEach(row -> row(table, row, out));
            }
        }
    }

    private static void row(MarkdownTable table, MarkdownTable.Row row, ProfileSink out) {
        String board = row.cells().get(table.column("Board"));
        String framework = row.cells().get(table.column("Framework"));
        String connection = row.cells().get(table.column("Connection"));
        if (board.isEmpty() || framework.isEmpty()) {
            out.refuse(row.line(), (board.isEmpty() ? "Board" : "Framework") + " is empty");
            return;
        }
        for (int i = 0; i < table.header().size(); i++) {
            String column = table.header().get(i);
            if (column.contains("(ms)")) {
                String model = column.replace("(ms)", "").strip();
                ProfileKey key = ProfileKey.of(model, framework)
                        .on(board, backend(framework, board))
                        .by(framework)
                        .under(connection);
                Cells.add(out, row.line(), key, Figure.LATENCY_MS, row.cells().get(i), "ms", column, "");
            }
        }
    }

    /** TensorFlow on a Jetson computes on its GPU. */
    private static Backend backend(String framework, String board) {
        String name = framework.toLowerCase(Locale.ROOT);
        if (name.contains("tpu") || name.startsWith("openvi")) {
            return Backend.NPU;
        }
        boolean isJetson = board.toLowerCase(Locale.ROOT).contains("jetson");
        return name.equals("tensorrt") || isJetson ? Backend.GPU : Backend.CPU;
    }
}
