package io.gearshift.policies.document;

import io.gearshift.policies.language.Problem;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a YAML or JSON text; nothing in it is ever turned into an object of a class it names. */
public final class Documents {

    private static final int MOST_CHARACTERS = 4 << 20;
    private static final int MOST_ALIASES = 200;
    private static final int DEEPEST = 30;

    private Documents() {}

    /**
     * @param file how problems name the text
     * @return null when it is not YAML, or empty; the problem is added to {@code problems}
     */
    public static @Nullable Value read(String file, String text, List<Problem> problems) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setMaxAliasesForCollections(MOST_ALIASES);
            options.setNestingDepthLimit(DEEPEST);
            options.setCodePointLimit(MOST_CHARACTERS);
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                problems.add(problem(file, null, "the file is empty", "write it, or remove the file"));
                return null;
            }
            Optional<Node> odd = Tags.odd(root);
            if (odd.isPresent()) {
                problems.add(problem(file, odd.get().getStartMark(), Tags.said(odd.get()), "write the value alone"));
                return null;
            }
            return new Value(file, root, problems);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            boolean isTag = said(e).contains("tag is not allowed");
            problems.add(problem(
                    file,
                    mark,
                    isTag ? "a tag is not allowed" : "not YAML: " + said(e),
                    isTag ? "write the value alone: nothing here becomes an object of a class" : hint(text, mark)));
        } catch (YAMLException e) {
            problems.add(refused(file, firstLine(String.valueOf(e.getMessage()))));
        }
        return null;
    }

    /** What the reader of YAML says without a place. */
    private static Problem refused(String file, String said) {
        if (said.startsWith("Nesting Depth")) {
            return problem(
                    file, null, "is nested more than " + DEEPEST + " deep", "close what is open, or write it flat");
        }
        if (said.startsWith("Number of aliases")) {
            return problem(
                    file, null, "has more than " + MOST_ALIASES + " aliases of lists and maps", "write them out");
        }
        return said.startsWith("special characters")
                ? problem(
                        file, null, "holds characters that YAML does not allow", "remove what is no text, such as NUL")
                : problem(file, null, "not YAML: " + said, "");
    }

    private static String said(MarkedYAMLException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ", ";
        return firstLine(context + e.getProblem());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }

    private static String hint(String text, @Nullable Mark mark) {
        if (mark == null) {
            return "";
        }
        String line = text.lines().skip(mark.getLine()).findFirst().orElse("");
        if (line.isBlank() && mark.getLine() > 0) {
            return "a bracket or quote above has no end, or the indentation is uneven";
        }
        if (line.indexOf('\t') >= 0) {
            return "indent with spaces; YAML allows no tabs there";
        }
        if (line.matches(".*[\\[,]\\s*,.*")) {
            return "a value is missing before the comma; a cell of a table that says nothing is written _";
        }
        return line.contains(": ") && line.indexOf(": ") != line.lastIndexOf(": ") && line.indexOf('{') < 0
                ? "a text with a colon must stand in quotes"
                : "indent with spaces, alike on each level, and close every bracket and quote";
    }

    private static Problem problem(String file, @Nullable Mark mark, String message, String hint) {
        return new Problem(
                file,
                mark == null ? 1 : mark.getLine() + 1,
                mark == null ? 1 : mark.getColumn() + 1,
                0,
                Problem.Severity.ERROR,
                "yaml",
                message,
                hint);
    }
}
