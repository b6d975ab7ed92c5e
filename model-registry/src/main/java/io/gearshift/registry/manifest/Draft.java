package io.gearshift.registry.manifest;

import io.gearshift.core.serve.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as far as it could be read, so that its files can be checked even when another field is wrong.
 *
 * @param manifest null when there are problems already
 * @param tensors the good inputs and outputs by field, such as {@code inputs[0]}
 * @param files the good local variants by field, such as {@code variants[1]}
 * @param parts the good files of variants in two files by field, such as {@code variants[1].split.head}
 * @param places takes up further problems
 */
public record Draft(
        @Nullable Manifest manifest,
        Map<String, TensorSpec> tensors,
        Map<String, Variant> files,
        Map<String, Part> parts,
        Places places) {

    /** A file that is half of a variant. */
    public record Part(Path file, String sha256) {}

    /** The manifest, unless anything was found wrong with it. */
    public Manifest require() throws ManifestException {
        List<Problem> problems = places.problems();
        if (manifest == null || !problems.isEmpty()) {
            throw new ManifestException(problems);
        }
        return manifest;
    }
}
