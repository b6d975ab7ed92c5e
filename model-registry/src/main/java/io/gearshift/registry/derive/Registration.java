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

/**
 * Puts a model file and its entry into a model's folder: the file first, then the manifest in one step. A reader sees the
 * old manifest or the new one, and the new one's file is whole. What fails leaves nothing behind.
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
        Path file = folder.resolve(fileName);
        Path manifest = folder.resolve(ManifestReader.FILE_NAME);
        Path part = folder.resolve("." + fileName + ".part");
        Path manifestPart = folder.resolve("." + ManifestReader.FILE_NAME + ".part");
        if (Files.exists(file)) {
            throw new DeriveException(
                    file + ": is there already", "remove it, or name the variant otherwise: --as NAME");
        }
        boolean isDone = false;
        try {
            Files.copy(model, part, StandardCopyOption.REPLACE_EXISTING);
            flush(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            String text = ManifestEdit.withVariant(Files.readString(manifest), variant, fileName);
            Manifest changed = new ManifestReader().read(folder, text);
            Files.writeString(manifestPart, text);
            flush(manifestPart);
            Files.move(manifestPart, manifest, StandardCopyOption.ATOMIC_MOVE);
            isDone = true;
            return changed.variant(variant.name()).orElseThrow();
        } catch (ManifestException e) {
            throw new DeriveException("the manifest would not be good: " + e.getMessage(), "nothing was written");
        } finally {
            Files.deleteIfExists(part);
            Files.deleteIfExists(manifestPart);
            if (!isDone) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Before the rename, so that a power failure leaves no empty file under the final name. */
    private static void flush(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
