package io.gearshift.policies.pack;

import io.gearshift.policies.document.ContainedFile;
import io.gearshift.policies.document.Utf8;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.Visible;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the files of a pack's folder: {@code pack.yaml}, rules and decision tables; what else lies there is not the pack's. */
final class PackFolder {

    static final String RULES = ".drl";
    private static final String CSV = ".csv";
    private static final String XLSX = ".xlsx";
    private static final List<String> READ = List.of(RULES, CSV, XLSX);

    /** What people save tables as and mean to be read. */
    private static final List<String> OTHER_TABLES = List.of(".xls", ".xlsm", ".xlsb", ".ods", ".tsv");

    /** Endings that editors and other rule engines give to rules. */
    private static final List<String> OTHER_RULES = List.of(".drl.txt", ".dslr", ".rdrl", ".drools", ".csv.txt");

    /** Far above any readable pack; protects memory from a wrong folder. */
    private static final int MAX_FILE_BYTES = 1 << 20;

    /** A daemon reads packs too, and has little memory; a chain of packs is eight of them. */
    private static final int MAX_BYTES = 2 << 20;

    private static final int MAX_FILES = 200;
    private static final int MAX_OTHERS = 10;

    private final Path folder;
    private final String label;
    private final List<Problem> problems;
    private int read;
    private int others;

    /**
     * @param label what people see before a file's name; empty, or ending in a slash
     * @param problems takes what is wrong
     */
    PackFolder(Path folder, String label, List<Problem> problems) {
        this.folder = folder;
        this.label = label;
        this.problems = problems;
    }

    SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        Path yaml = folder.resolve(PackManifestReader.FILE);
        if (!Files.exists(yaml, LinkOption.NOFOLLOW_LINKS)) {
            problem(PackManifestReader.FILE, "is missing", missing());
        } else {
            put(yaml, files);
        }
        ruleFiles().forEach(file -> put(file, files));
        return files;
    }

    /** What to do about a pack without description; another name for it is the likeliest reason. */
    private String missing() {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(PackFolder::name)
                    .limit(MAX_FILES)
                    .filter(name -> name.toLowerCase(Locale.ROOT).matches("pack\\.(ya?ml|json|txt|ya?ml\\.txt)"))
                    .sorted()
                    .findFirst()
                    .map(name -> "rename " + name + " to " + PackManifestReader.FILE)
                    .orElse("write name: and version: into it; gearshift policy new makes one");
        } catch (IOException e) {
            return "a pack names itself there";
        }
    }

    private List<Path> ruleFiles() {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files =
                    entries.filter(this::isRules).limit(MAX_FILES + 1L).toList(); // a folder may hold a million
            if (files.size() > MAX_FILES) {
                problem(".", "over " + MAX_FILES + " rule files (expected: at most " + MAX_FILES + ")", "merge some");
                return List.of();
            }
            return files.stream().sorted(Comparator.comparing(PackFolder::name)).toList();
        } catch (IOException e) {
            problem(".", "cannot be listed: " + said(e), "give read and execute permission");
            return List.of();
        }
    }

    /** What editors keep beside an open file, such as {@code ~$limits.xlsx}, is none. */
    private boolean isRules(Path file) {
        String name = name(file);
        if (name.startsWith(".") || name.startsWith("~$")) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (others > MAX_OTHERS) {
            return READ.stream().anyMatch(name::endsWith);
        }
        int before = problems.size();
        if (OTHER_TABLES.stream().anyMatch(lower::endsWith)) {
            problem(name, "is no kind of table that is read", "save it as " + XLSX + " or " + CSV);
        } else if (OTHER_RULES.stream().anyMatch(lower::endsWith)) {
            problem(name, "is not read: the names of rule files end in " + RULES, "rename it");
        } else if (!lower.equals(name)
                && READ.stream().anyMatch(lower::endsWith)
                && READ.stream().noneMatch(name::endsWith)) {
            problem(name, "is not read: endings are in lower case", "rename it to " + lower);
        }
        others += problems.size() - before;
        return READ.stream().anyMatch(name::endsWith);
    }

    private void put(Path file, SortedMap<String, byte[]> files) {
        byte @Nullable [] bytes = bytes(file);
        if (bytes != null && (name(file).endsWith(XLSX) || isText(name(file), bytes))) {
            files.put(name(file), bytes);
        }
    }

    private byte @Nullable [] bytes(Path file) {
        String name = name(file);
        if (!ContainedFile.isPlainName(name)) {
            problem(name, "has a name that is not shown, or not carried, as it is", ContainedFile.plainNames());
            return null;
        }
        if (Visible.isLookAlike(name)) {
            problem(name, "has letters in its name that look like others", "rename it with letters of one alphabet");
            return null;
        }
        try {
            byte[] bytes = ContainedFile.read(folder, file, MAX_FILE_BYTES);
            boolean isWithin = read <= MAX_BYTES;
            read += bytes.length;
            if (read <= MAX_BYTES) {
                return bytes;
            }
            if (isWithin) {
                problem(
                        ".",
                        "its files are larger than " + MAX_BYTES + " bytes together",
                        "is this the pack's folder?");
            }
        } catch (ContainedFile.Refused e) {
            problem(name, String.valueOf(e.getMessage()), e.hint());
        } catch (IOException e) {
            problem(name, "cannot be read: " + said(e), "give this user read permission");
        }
        return null;
    }

    private boolean isText(String name, byte[] bytes) {
        Problem problem = Utf8.problem(label + name, bytes);
        if (problem != null) {
            problems.add(problem);
        }
        return problem == null;
    }

    /** Without names of classes. */
    private static String said(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        String message = e.getMessage() == null ? "" : e.getMessage();
        return message.isEmpty() ? "input/output error" : message;
    }

    private void problem(String name, String message, String hint) {
        problems.add(new Problem(label + name, 0, 0, message, hint));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
