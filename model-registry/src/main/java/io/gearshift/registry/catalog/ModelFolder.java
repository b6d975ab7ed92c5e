package io.gearshift.registry.catalog;

import io.gearshift.registry.manifest.Draft;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.ManifestException;
import io.gearshift.registry.manifest.ManifestReader;
import io.gearshift.registry.manifest.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One model of the registry as it was last seen. Not thread-safe. */
final class ModelFolder {

    private final Path folder;
    private @Nullable Manifest inForce;
    private List<Problem> problems = List.of();
    private Map<Path, FileStamp> seen = Map.of();

    ModelFolder(Path folder) {
        this.folder = folder;
    }

    /** Null when it never had a good manifest. */
    @Nullable
    Manifest inForce() {
        return inForce;
    }

    List<Problem> problems() {
        return problems;
    }

    Set<Path> files() {
        return seen.keySet();
    }

    /** Reads the manifest again when anything in the folder has changed. */
    void look(ManifestReader reader, FileChecks checks) {
        Map<Path, FileStamp> now = stamps();
        if (now.equals(seen)) {
            return;
        }
        Draft draft = reader.draft(folder);
        checks.check(draft);
        try {
            inForce = draft.require();
            problems = List.of();
        } catch (ManifestException e) {
            problems = e.problems();
        }
        // As it was before reading: what changed meanwhile is seen at the next look.
        seen = now;
    }

    /** Takes the problem up in place of a look: the folder may not be read. */
    void refuse(Problem problem) {
        problems = List.of(problem);
        seen = Map.of();
    }

    private Map<Path, FileStamp> stamps() {
        Set<Path> files = new HashSet<>();
        addAll(folder, files);
        Map<Path, FileStamp> stamps = new HashMap<>();
        files.forEach(file -> stamps.put(file, FileStamp.of(file)));
        if (inForce != null) {
            inForce.variants().stream()
                    .filter(v -> v.file() != null)
                    .forEach(v -> stamps.put(v.requireFile(), FileStamp.of(v.requireFile())));
        }
        return stamps;
    }

    private static void addAll(Path folder, Set<Path> files) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                files.add(entry);
                if (Files.isDirectory(entry) && !Files.isSymbolicLink(entry)) {
                    addAll(entry, files);
                }
            }
        } catch (IOException e) {
            // Gone or not to be read: the manifest's reader says so.
            files.add(folder);
        }
    }
}
