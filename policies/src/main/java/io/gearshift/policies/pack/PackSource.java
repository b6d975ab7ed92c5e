package io.gearshift.policies.pack;

import io.gearshift.policies.language.Problem;
import io.gearshift.policies.rules.Vocabulary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * The text of a pack, read once.
 *
 * @param files rule files by name, sorted
 * @param hash of every text, the rule engine and the vocabulary, hex: equal hashes build equal policies
 */
public record PackSource(PackManifest manifest, SortedMap<String, String> files, String hash) {

    /** Far above any readable pack; protects memory from a wrong folder. */
    private static final long MAX_FILE_BYTES = 1 << 20;

    private static final int MAX_FILES = 200;
    private static final String RULES = ".drl";

    /** Changes when the build turns the same text into something else. */
    private static final String BUILD = "5";

    /**
     * @throws PackException with every problem
     */
    public static PackSource read(Path folder) throws PackException {
        if (!Files.isDirectory(folder)) {
            throw new PackException("no policy pack at " + folder, "give a folder with pack.yaml, or default");
        }
        List<Problem> problems = new ArrayList<>();
        Path yaml = folder.resolve(PackManifestReader.FILE);
        if (!Files.exists(yaml)) {
            problems.add(new Problem(PackManifestReader.FILE, 1, 1, "missing", "a pack names itself there"));
        }
        String manifestText = Files.exists(yaml) ? text(folder, yaml, problems) : null;
        PackManifest manifest = manifestText == null ? null : PackManifestReader.read(manifestText, problems);
        SortedMap<String, String> files = new TreeMap<>();
        for (Path file : ruleFiles(folder, problems)) {
            String text = text(folder, file, problems);
            if (text != null) {
                files.put(String.valueOf(file.getFileName()), text);
            }
        }
        if (files.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(".", 1, 1, "no rules", "add a file ending in " + RULES));
        }
        if (!problems.isEmpty() || manifest == null || manifestText == null) {
            throw new PackException(folder.toString(), problems);
        }
        return new PackSource(manifest, files, hash(manifestText, files));
    }

    private static List<Path> ruleFiles(Path folder, List<Problem> problems) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = entries.filter(p -> p.getFileName().toString().endsWith(RULES))
                    .sorted(Comparator.comparing(p -> p.getFileName().toString()))
                    .toList();
            if (files.size() > MAX_FILES) {
                problems.add(new Problem(
                        ".", 1, 1, files.size() + " rule files (expected: at most " + MAX_FILES + ")", "merge some"));
                return List.of();
            }
            return files;
        } catch (IOException e) {
            problems.add(new Problem(".", 1, 1, "cannot be listed: " + e.getMessage(), ""));
            return List.of();
        }
    }

    private static @Nullable String text(Path folder, Path file, List<Problem> problems) {
        String name = String.valueOf(file.getFileName());
        try {
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                problems.add(new Problem(name, 1, 1, "is a link that leaves the pack", "copy the file"));
                return null;
            }
            if (!Files.isRegularFile(file.toRealPath(), LinkOption.NOFOLLOW_LINKS)) {
                problems.add(new Problem(name, 1, 1, "is not a regular file", ""));
                return null;
            }
            if (Files.size(file) > MAX_FILE_BYTES) {
                problems.add(new Problem(name, 1, 1, "is larger than " + MAX_FILE_BYTES + " bytes", "split it"));
                return null;
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            problems.add(new Problem(name, 1, 1, "is not UTF-8 text", "save it as UTF-8"));
        } catch (IOException e) {
            problems.add(new Problem(name, 1, 1, "cannot be read: " + e, ""));
        }
        return null;
    }

    private static String hash(String manifest, SortedMap<String, String> files) {
        Digest digest = new Digest().add(BUILD).add(runtime()).add(manifest);
        files.forEach((name, text) -> digest.add(name).add(text));
        return digest.hex();
    }

    /** What a built pack links to: engine and vocabulary. */
    public static String runtime() {
        return new Digest()
                .add(String.valueOf(KieBase.class.getPackage().getImplementationVersion()))
                .add(Vocabulary.signature())
                .hex();
    }
}
