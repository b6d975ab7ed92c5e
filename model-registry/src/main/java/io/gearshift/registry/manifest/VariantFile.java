package io.gearshift.registry.manifest;

import io.gearshift.core.text.Nearest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A variant's file: inside the model's folder, also when links are followed. */
final class VariantFile {

    private final Path folder;

    VariantFile(Path folder) {
        this.folder = folder;
    }

    /** Absolute; null, with the problem noted, when it cannot be used. */
    @Nullable
    Path resolve(Section section, String key) {
        String text = section.optionalText(key);
        Path relative;
        try {
            relative = Path.of(text);
        } catch (InvalidPathException e) {
            section.problem(key, "not a path: " + e.getReason(), "");
            return null;
        }
        Path file = folder.resolve(relative).normalize();
        if (text.isEmpty() || relative.isAbsolute() || !file.startsWith(folder) || file.equals(folder)) {
            section.problem(key, text + " (expected: a file inside the model's folder)", "copy it into " + folder);
            return null;
        }
        if (!Files.exists(file)) {
            section.problem(key, text + ": no such file in " + folder, Nearest.hintOrList(text, models()));
            return null;
        }
        if (!Files.isRegularFile(file)) {
            section.problem(key, text + ": not a file", "");
            return null;
        }
        return inside(section, key, text, file);
    }

    private @Nullable Path inside(Section section, String key, String text, Path file) {
        try {
            Path real = file.toRealPath();
            if (real.startsWith(folder.toRealPath())) {
                if (Files.isReadable(file)) {
                    return file;
                }
                section.problem(key, text + ": may not be read by this user", "chmod a+r " + file);
                return null;
            }
            section.problem(
                    key,
                    text + ": a link to " + real + " (expected: a file inside the model's folder)",
                    "copy it instead");
        } catch (IOException e) {
            section.problem(key, text + ": " + e, "");
        }
        return null;
    }

    private List<String> models() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{onnx,ort}")) {
            return StreamSupport.stream(files.spliterator(), false)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
