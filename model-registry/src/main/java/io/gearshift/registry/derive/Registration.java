package io.gearshift.registry.derive;

import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.ManifestEdit;
import io.gearshift.registry.manifest.ManifestException;
import io.gearshift.registry.manifest.ManifestReader;
import io.gearshift.registry.manifest.Variant;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Puts model files and their entries into a model's folder: the files first, then the manifest in one step. A reader sees
 * the old manifest or the new one, and the new one's files are whole. What fails leaves nothing behind.
 */
final class Registration {

    private Registration() {}

    /**
     * @param variant without a file
     * @param model is copied
     * @return the variant as the new manifest has it
     * @throws DeriveException when the name or the file is taken, or the manifest has become unreadable meanwhile
     */
    static Variant register(Path folder, Variant variant, Path model) throws IOException, DeriveException {
        String fileName = variant.name() + ".onnx";
        return register(folder, Map.of(fileName, model), text -> ManifestEdit.withVariant(text, variant, fileName))
                .variant(variant.name())
                .orElseThrow();
    }

    /**
     * @param files name in the folder to the file that is copied there
     * @param edit of the manifest's text
     * @throws DeriveException when a name or a file is taken, or the manifest has become unreadable meanwhile
     */
    static Manifest register(Path folder, Map<String, Path> files, UnaryOperator<String> edit)
            throws IOException, DeriveException {
        for (String name : files.keySet()) {
            if (Files.exists(folder.resolve(name))) {
                throw new DeriveException(
                        folder.resolve(name) + ": is there already",
                        "remove it, or name the variant otherwise: --as NAME");
            }
        }
        List<Path> written = new ArrayList<>();
        boolean isDone = false;
        try {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                copy(file.getValue(), folder.resolve(file.getKey()), written);
            }
            Manifest changed = rewrite(folder, edit);
            isDone = true;
            return changed;
        } catch (ManifestException e) {
            throw new DeriveException("the manifest would not be good: " + e.getMessage(), "nothing was written");
        } finally {
            if (!isDone) {
                for (Path file : written) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static void copy(Path source, Path file, List<Path> written) throws IOException {
        Path part = part(file);
        try {
            Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING);
            flush(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            written.add(file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Manifest rewrite(Path folder, UnaryOperator<String> edit) throws IOException, ManifestException {
        Path manifest = folder.resolve(ManifestReader.FILE_NAME);
        Path part = part(manifest);
        try {
            String text = edit.apply(Files.readString(manifest));
            Manifest changed = new ManifestReader().read(folder, text);
            Files.writeString(part, text);
            flush(part);
            Files.move(part, manifest, StandardCopyOption.ATOMIC_MOVE);
            return changed;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Path part(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".part");
    }

    /** Before the rename, so that a power failure leaves no empty file under the final name. */
    private static void flush(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
