package io.gearshift.policies.pack;

import io.gearshift.policies.language.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the files of a pack's folder: {@code pack.yaml}, rules and decision tables; what else lies there is not the pack's. */
final class PackFolder {

    static final String RULES = ".drl";
    private static final String CSV = ".csv";
    private static final String XLSX = ".xlsx";

    /** What people save tables as and mean to be read. */
    private static final List<String> OTHER_TABLES = List.of(".xls", ".xlsm", ".xlsb", ".ods", ".tsv");

    /** Far above any readable pack; protects memory from a wrong folder. */
    private static final long MAX_FILE_BYTES = 1 << 20;

    private static final int MAX_FILES = 200;

    private final Path folder;
    private final String label;
    private final List<Problem> problems;

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
        if (!Files.exists(yaml)) {
            problem(PackManifestReader.FILE, "missing", "a pack names itself there");
        } else {
            put(yaml, files);
        }
        ruleFiles().forEach(file -> put(file, files));
        return files;
    }

    private List<Path> ruleFiles() {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = entries.filter(this::isRules)
                    .sorted(Comparator.comparing(PackFolder::name))
                    .toList();
            if (files.size() > MAX_FILES) {
                problem("", files.size() + " rule files (expected: at most " + MAX_FILES + ")", "merge some");
                return List.of();
            }
            return files;
        } catch (IOException e) {
            problem("", "cannot be listed: " + e.getMessage(), "");
            return List.of();
        }
    }

    /** What editors keep beside an open file, such as {@code ~$limits.xlsx}, is none. */
    private boolean isRules(Path file) {
        String name = name(file);
        if (name.startsWith(".") || name.startsWith("~$")) {
            return false;
        }
        if (OTHER_TABLES.stream().anyMatch(name::endsWith)) {
            problem(name, "is no kind of table that is read", "save it as " + XLSX + " or " + CSV);
        }
        return name.endsWith(RULES) || name.endsWith(CSV) || name.endsWith(XLSX);
    }

    private void put(Path file, SortedMap<String, byte[]> files) {
        byte @Nullable [] bytes = bytes(file);
        if (bytes != null && (name(file).endsWith(XLSX) || isText(name(file), bytes))) {
            files.put(name(file), bytes);
        }
    }

    private byte @Nullable [] bytes(Path file) {
        String name = name(file);
        try {
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                problem(name, "is a link that leaves the pack", "copy the file");
            } else if (!Files.isRegularFile(file.toRealPath(), LinkOption.NOFOLLOW_LINKS)) {
                problem(name, "is not a regular file", "");
            } else if (Files.size(file) > MAX_FILE_BYTES) {
                problem(name, "is larger than " + MAX_FILE_BYTES + " bytes", "split it");
            } else {
                return Files.readAllBytes(file);
            }
        } catch (IOException e) {
            problem(name, "cannot be read: " + e, "");
        }
        return null;
    }

    private boolean isText(String name, byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            problem(name, "is not UTF-8 text", "save it as UTF-8");
            return false;
        }
    }

    private void problem(String name, String message, String hint) {
        String file = label + name;
        problems.add(new Problem(file.isEmpty() ? "." : file, 1, 1, message, hint));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
