package io.gearshift.simulator.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A table of a Markdown text.
 *
 * @param heading the last one above it; empty when there is none
 * @param header texts of the first row
 */
record MarkdownTable(String heading, List<String> header, List<Row> rows) {

    /**
     * @param line 1-based
     * @param cells as many as the header has
     * @param written how many cells the line has; Markdown fills up what is missing and drops what is over
     */
    record Row(long line, List<String> cells, int written) {}

    MarkdownTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    static List<MarkdownTable> of(ProfileFile file) {
        Parser parser = Parser.builder()
                .extensions(List.of(TablesExtension.create()))
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .build();
        Tables tables = new Tables(file.lines());
        parser.parse(file.text()).accept(tables);
        return tables.found;
    }

    /** The first column whose name contains the text, upper and lower case alike; -1 when there is none. */
    int column(String text) {
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    boolean hasColumns(String... texts) {
        for (String text : texts) {
            if (column(text) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Rows whose cells stand under their own names; others are refused. */
    List<Row> whole(ProfileSink out, int least) {
        List<Row> whole = new ArrayList<>();
        for (Row row : rows) {
            if (row.written() > header.size() || row.written() < least) {
                out.refuse(row.line(), row.written() + " cells (expected: " + header.size() + ", as in the header)");
            } else {
                whole.add(row);
            }
        }
        return whole;
    }

    private static final class Tables extends AbstractVisitor {
        private final List<String> lines;
        private final List<MarkdownTable> found = new ArrayList<>();
        private final List<Row> rows = new ArrayList<>();
        private String heading = "";

        Tables(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void visit(Heading node) {
            heading = text(node);
        }

        @Override
        public void visit(CustomBlock block) {
            if (block instanceof TableBlock) {
                rows.clear();
                visitChildren(block);
                found.add(new MarkdownTable(heading, rows.get(0).cells(), rows.subList(1, rows.size())));
            }
        }

        @Override
        public void visit(CustomNode node) {
            if (node instanceof TableRow row) {
                List<String> cells = new ArrayList<>();
                for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
                    if (cell instanceof TableCell) {
                        cells.add(text(cell));
                    }
                }
                int line = row.getSourceSpans().get(0).getLineIndex();
                rows.add(new Row(line + 1, cells, written(lines.get(line))));
            } else {
                visitChildren(node);
            }
        }

        /** Pipes at the ends are no separators. */
        private static int written(String line) {
            String inner = line.strip().replaceAll("\\\\\\|", "");
            inner = inner.startsWith("|") ? inner.substring(1) : inner;
            inner = inner.endsWith("|") ? inner.substring(0, inner.length() - 1) : inner;
            return inner.split("\\|", -1).length;
        }

        private static String text(Node node) {
            StringBuilder text = new StringBuilder();
            node.accept(new AbstractVisitor() {
                @Override
                public void visit(Text part) {
                    text.append(part.getLiteral());
                }

                @Override
                public void visit(Code part) {
                    text.append(part.getLiteral());
                }
            });
            return text.toString().replaceAll("\\s+", " ").strip();
        }
    }
}
