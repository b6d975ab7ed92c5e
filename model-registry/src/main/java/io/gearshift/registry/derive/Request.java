package io.gearshift.registry.derive;

import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A variant to be made.
 *
 * @param parent local
 * @param name of the variant to come
 * @param pruning what goes before anything else; null to keep all
 * @param method how floats become smaller; null to keep floats
 * @param calibration folder with one {@code <input>.npy} an input; null when the method needs none
 * @param test as {@code calibration}, for the comparison with the parent; null to take the calibration inputs
 * @param labels of the test inputs, {@code .npy} or one a line; null when there are none
 * @param mostLossPoints accuracy points that may be lost; null for no limit
 * @param tool name and version that the manifest records
 */
public record Request(
        Manifest manifest,
        Variant parent,
        String name,
        @Nullable Pruning pruning,
        @Nullable Method method,
        @Nullable Path calibration,
        @Nullable Path test,
        @Nullable Path labels,
        @Nullable Double mostLossPoints,
        String tool) {

    /** How floats become bytes, or halves. */
    public enum Method {
        /** Weights and activations, with ranges found beforehand on real inputs. */
        STATIC,
        /** Weights and the activations in front of products, whose ranges are found as they come. */
        DYNAMIC,
        /** Weights in the file alone; everything is computed in float. */
        WEIGHTS,
        /** Halves in the file; everything is computed in float. */
        FP16
    }

    public Request {
        if (calibration == null && (method == Method.STATIC || pruning != null)) {
            throw new IllegalArgumentException("static quantisation or pruning without calibration inputs");
        }
        if (pruning == null && method == null) {
            throw new IllegalArgumentException("nothing to make");
        }
    }
}
