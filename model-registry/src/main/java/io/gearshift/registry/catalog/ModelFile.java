package io.gearshift.registry.catalog;

import io.gearshift.registry.onnx.Digests;
import io.gearshift.registry.onnx.ModelSignature;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OrtRuntime;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a model file really is.
 *
 * @param sha256 of its bytes; empty when it could not be read
 * @param signature null when the digest was not the wanted one, so the file was not opened as a model, or it is no model
 * @param failure why it has no digest or no signature; empty otherwise
 */
record ModelFile(String sha256, @Nullable ModelSignature signature, String failure) {

    /** Opens the file as a model only when its digest is the wanted one. */
    static ModelFile of(Path file, String wantedSha256, OrtRuntime runtime) {
        String sha256;
        try {
            sha256 = Digests.sha256(file);
        } catch (IOException e) {
            return new ModelFile("", null, "cannot be read: " + e);
        }
        if (!sha256.equals(wantedSha256)) {
            return new ModelFile(sha256, null, "");
        }
        try {
            return new ModelFile(sha256, runtime.inspect(file), "");
        } catch (OnnxException e) {
            return new ModelFile(sha256, null, "no model that the runtime can load: " + e.getMessage());
        }
    }
}
