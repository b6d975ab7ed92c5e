package io.gearshift.policies.pack;

import io.gearshift.policies.document.ContainedFile;
import io.gearshift.policies.language.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a pack for a bundle: the pack, its tests, and the folders it extends, at the same places relative to each
 * other, so that unpacked anywhere they are the same pack again.
 *
 * @param folder path of the pack among the files
 * @param files content by path
 */
record Carried(String folder, SortedMap<String, byte[]> files) {

    private static final String TESTS = "tests";
    private static final int MAX_TEST_BYTES = 4 << 20;

    /** More than a bundle may hold, which says so. */
    private static final int MOST_ENTRIES = 5000;

    static Carried of(PackSource source) throws PackException, IOException {
        Path own = source.folder();
        if (own == null) {
            String name = source.manifest().name();
            SortedMap<String, byte[]> files = new TreeMap<>();
            BuiltIn.files(name).forEach((file, bytes) -> files.put(name + "/" + file, bytes));
            BuiltIn.tests(name)
                    .forEach((file, text) -> files.put(name + "/" + file, text.getBytes(StandardCharsets.UTF_8)));
            return new Carried(name, files);
        }
        Path above = above(source.folders());
        SortedMap<String, byte[]> files = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Path folder : source.folders()) {
            String place = place(above, folder);
            new PackFolder(folder, "", problems).files().forEach((name, bytes) -> files.put(place + "/" + name, bytes));
        }
        if (!problems.isEmpty()) {
            throw new PackException(own.toString(), problems);
        }
        tests(above, own, files);
        return new Carried(place(above, own), files);
    }

    private static void tests(Path above, Path own, SortedMap<String, byte[]> files) throws PackException, IOException {
        Path folder = own.resolve(TESTS);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> tests = Files.walk(folder, 4)) {
            for (Path test :
                    tests.limit(MOST_ENTRIES).sorted(Comparator.naturalOrder()).toList()) {
                String name = String.valueOf(test.getFileName());
                boolean isTest = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
                if (isTest && Files.isRegularFile(test)) {
                    files.put(place(above, test), bytes(own, test));
                }
            }
        }
    }

    /** A link among the tests would carry a file of the author's machine to every device. */
    private static byte[] bytes(Path pack, Path test) throws PackException, IOException {
        try {
            return ContainedFile.read(pack, test, MAX_TEST_BYTES);
        } catch (ContainedFile.Refused e) {
            throw new PackException(test + " " + e.getMessage(), e.hint());
        }
    }

    /** The nearest folder that holds all of them, and is none of them. */
    private static Path above(List<Path> folders) throws PackException {
        Path above = folders.get(0).getParent();
        while (above != null && !isAbove(above, folders)) {
            above = above.getParent();
        }
        if (above == null) {
            throw new PackException(folders.get(0) + " lies at the root", "move the pack into a folder");
        }
        return above;
    }

    private static boolean isAbove(Path above, List<Path> folders) {
        return folders.stream().allMatch(folder -> folder.startsWith(above) && !folder.equals(above));
    }

    private static String place(Path above, Path file) {
        return above.relativize(file).toString().replace('\\', '/');
    }
}
