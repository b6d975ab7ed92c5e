package io.gearshift.registry.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Where each field of one manifest stands, and what has been found wrong with it. Not thread-safe. */
public final class Places {

    private final String file;
    private final Map<String, Mark> marks = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    Places(String file) {
        this.file = file;
    }

    void note(String field, Node node) {
        marks.put(field, node.getStartMark());
    }

    /**
     * Notes a problem at a field, or, when the manifest does not have that field, at the nearest one around it.
     *
     * @param field such as {@code variants[1].sha256}; empty for the file as a whole
     */
    public void add(String field, String message, String hint) {
        String around = field;
        while (!around.isEmpty() && !marks.containsKey(around)) {
            around = around.substring(0, Math.max(0, Math.max(around.lastIndexOf('.'), around.lastIndexOf('['))));
        }
        Mark mark = marks.get(around);
        if (mark == null) {
            problems.add(new Problem(file, 0, 0, field, message, hint));
        } else {
            add(mark, field, message, hint);
        }
    }

    void add(Node node, String field, String message, String hint) {
        add(node.getStartMark(), field, message, hint);
    }

    void add(Mark mark, String field, String message, String hint) {
        problems.add(new Problem(file, mark.getLine() + 1, mark.getColumn() + 1, field, message, hint));
    }

    /** All so far, in the order of the file. */
    public List<Problem> problems() {
        return problems.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }
}
