package io.gearshift.registry.catalog;

import io.gearshift.registry.manifest.ManifestReader;
import io.gearshift.registry.manifest.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

/** Folders that look like a model but have no manifest. */
final class Strays {

    private static final String OTHER_ENDING = "model.yml";

    private Strays() {}

    /** A problem when a folder without a manifest holds model files, or a manifest of another name. */
    static Optional<Problem> in(Path folder) {
        String expected = "no " + ManifestReader.FILE_NAME + " (expected: the model's manifest)";
        if (Files.exists(folder.resolve(OTHER_ENDING))) {
            return Optional.of(new Problem(
                    folder.toString(),
                    0,
                    0,
                    "",
                    expected,
                    "rename " + OTHER_ENDING + " to " + ManifestReader.FILE_NAME));
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{onnx,ort}")) {
            Iterator<Path> models = files.iterator();
            return models.hasNext()
                    ? Optional.of(new Problem(
                            folder.toString(),
                            0,
                            0,
                            "",
                            expected,
                            "write one for " + models.next().getFileName()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
