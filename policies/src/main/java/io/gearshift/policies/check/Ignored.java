package io.gearshift.policies.check;

import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.Problem.Severity;
import io.gearshift.policies.table.Places;
import io.gearshift.policies.table.RuleFile;
import io.gearshift.policies.test.PackTests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a pack's folder holds and nothing reads, though its author most likely thinks so: rules and tests in the wrong
 * folder or under another ending, and rows below the end of a table. Texts for people may show rules.
 */
final class Ignored {

    private static final Pattern RULE = Pattern.compile("(?m)^\\s*rule\\s+\"");
    private static final Pattern TABLE = Pattern.compile("(?im)^\\W*RuleTable\\b");
    private static final Pattern TESTS = Pattern.compile("(?m)^tests\\s*:");
    private static final Set<String> FOR_PEOPLE = Set.of("md", "html", "adoc", "rst", "tex");
    private static final Set<String> TABLES = Set.of("csv", "xlsx");
    private static final Set<String> YAML = Set.of("yaml", "yml");

    /** Deeper, it is hardly the pack's any more. */
    private static final int DEEPEST = 4;

    /** A wrong folder may hold a million files, and large ones: beyond these nothing is looked for. */
    private static final int MOST_FILES = 1_000;

    private static final int MOST_SAID = 10;
    private static final int LARGEST_BYTES = 1 << 20;

    private final Path pack;
    private final Set<String> said;
    private final List<Problem> problems = new ArrayList<>();

    private Ignored(Path pack, Set<String> said) {
        this.pack = pack;
        this.said = said;
    }

    /** @param said files of which something was said already */
    static List<Problem> files(Path pack, Set<String> said) {
        Ignored ignored = new Ignored(pack, said);
        try {
            Files.walkFileTree(pack, Set.of(), DEEPEST, ignored.visitor());
        } catch (IOException e) {
            return ignored.problems; // what can be read was; the pack's own files have told of theirs
        }
        return ignored.problems;
    }

    /** The first row below each table's end. */
    static List<Problem> rows(RuleFile file) {
        List<Places.Place> rows = file.places().ignored();
        if (rows.isEmpty()) {
            return List.of();
        }
        Places.Place first = rows.get(0);
        String more =
                rows.size() == 1 ? "this row is not read" : "this row and " + (rows.size() - 1) + " more are not read";
        return List.of(new Problem(
                file.name(),
                first.line(),
                first.column(),
                0,
                Severity.WARNING,
                Code.IGNORED.id(),
                "cell " + first.cell() + ": " + more + ": an empty row ends the table",
                "remove the empty row, or begin another table with RuleTable",
                new Problem.Excerpt(
                        first.cell(), first.text(), 0, Math.max(1, first.text().length()))));
    }

    private SimpleFileVisitor<Path> visitor() {
        return new SimpleFileVisitor<>() {
            private int seen;

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean isOther = !folder.equals(pack) && (name(folder).startsWith(".") || isPack(folder));
                return isOther ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && attributes.size() <= LARGEST_BYTES) {
                    look(file);
                }
                return ++seen < MOST_FILES && problems.size() < MOST_SAID
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        };
    }

    private static boolean isPack(Path folder) {
        return Files.exists(folder.resolve("pack.yaml"));
    }

    /** What editors keep beside an open file is no rule. */
    private void look(Path file) {
        String name = name(file);
        Path within = pack.relativize(file);
        String shown = within.toString().replace('\\', '/');
        boolean isOfEditor = name.startsWith(".") || name.startsWith("~$") || name.endsWith("~");
        if (isOfEditor || said.contains(shown) || isRead(within)) {
            return;
        }
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean isInFolder = within.getNameCount() > 1;
        String text = ending.equals("xlsx") || FOR_PEOPLE.contains(ending) ? "" : text(file);
        if (ending.equals("drl")
                || ending.equals("xlsx")
                || TABLES.contains(ending) && TABLE.matcher(text).find()) {
            warn(shown, "is not read: rules and tables stand beside pack.yaml", "move it there, or remove it");
        } else if (YAML.contains(ending) && TESTS.matcher(text).find()) {
            warn(
                    shown,
                    "is not read: tests stand in " + PackTests.FOLDER + "/"
                            + (isInFolder ? ", in no folder below" : ""),
                    "move it there, or remove it");
        } else if (!YAML.contains(ending) && RULE.matcher(text).find()) {
            warn(
                    shown,
                    "is not read, and holds a rule: rules stand in files that end in .drl",
                    isInFolder ? "move it beside pack.yaml as .drl, or out of the pack" : "rename it, or move it away");
        }
    }

    private static boolean isRead(Path within) {
        String name = name(within);
        boolean isRules = name.endsWith(".drl") || name.endsWith(".csv") || name.endsWith(".xlsx");
        boolean isTests = name.endsWith(".yaml") || name.endsWith(".yml");
        int depth = within.getNameCount();
        return depth == 1 && (isRules || name.equals("pack.yaml"))
                || depth == 2 && isTests && within.startsWith(PackTests.FOLDER);
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private void warn(String file, String message, String hint) {
        problems.add(new Problem(file, 0, 0, 0, Severity.WARNING, Code.IGNORED.id(), message, hint));
    }
}
