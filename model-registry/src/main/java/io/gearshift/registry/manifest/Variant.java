package io.gearshift.registry.manifest;

import io.gearshift.core.policy.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One servable build of a model.
 *
 * @param accuracy 0..1 on the manifest's metric
 * @param file absolute, inside the model's folder; null for a variant that another machine serves
 * @param sha256 of the file, 64 lower-case hex digits; empty when not local
 * @param endpoint name of the configured endpoint that serves it; empty when local
 * @param remoteModel its model's name there; empty when local
 * @param derivedFrom the variant it was made from; empty when it was not
 * @param how it was made; empty when not stated
 * @param bytes size of the file when the manifest was read; 0 when not local
 */
public record Variant(
        String name,
        Precision precision,
        double accuracy,
        @Nullable Path file,
        String sha256,
        String endpoint,
        String remoteModel,
        String derivedFrom,
        String how,
        long bytes) {

    /** Asks the file for its size; 0 when there is none. */
    public Variant(
            String name,
            Precision precision,
            double accuracy,
            @Nullable Path file,
            String sha256,
            String endpoint,
            String remoteModel,
            String derivedFrom,
            String how) {
        this(name, precision, accuracy, file, sha256, endpoint, remoteModel, derivedFrom, how, sizeOf(file));
    }

    public boolean isLocal() {
        return file != null;
    }

    /** The file of a local variant. */
    public Path requireFile() {
        if (file == null) {
            throw new IllegalStateException(name + ": served by " + endpoint + " (expected: a local variant)");
        }
        return file;
    }

    private static long sizeOf(@Nullable Path file) {
        try {
            return file == null ? 0 : Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
