package io.gearshift.daemon.config;

import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Where a value is being read, and where problems go.
 *
 * @param source the file's name as the person gave it, or the option
 * @param isFile positions are told for files only
 * @param base relative paths start here
 * @param key dotted key
 */
record ReadContext(String source, boolean isFile, Path base, String key, List<Problem> problems) {

    ReadContext at(String other) {
        return new ReadContext(source, isFile, base, other, problems);
    }

    String where(Node node) {
        return !isFile
                ? source
                : where(node.getStartMark().getLine(), node.getStartMark().getColumn());
    }

    /** @param line 0-based, as is {@code column} */
    String where(int line, int column) {
        return isFile ? source + ":" + (line + 1) + ":" + (column + 1) : source;
    }

    void refuse(Node node, String text, String hint) {
        problems.add(new Problem(where(node), key, text, hint));
    }
}
