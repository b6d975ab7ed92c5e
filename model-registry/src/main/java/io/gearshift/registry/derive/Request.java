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
 * @param pruneRatio share of the weights to remove before anything else, 0..1; null to keep all channels
 * @param method how floats become bytes; null to keep floats
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
        @Nullable Double pruneRatio,
        @Nullable Method method,
        @Nullable Path calibration,
        @Nullable Path test,
        @Nullable Path labels,
        @Nullable Double mostLossPoints,
        String tool) {

    /** How floats become bytes. */
    public enum Method {
        /** Weights and activations, with ranges found beforehand on real inputs. */
        STATIC,
        /** Weights and the activations in front of products, whose ranges are found as they come. */
        DYNAMIC,
        /** Weights in the file alone; everything is computed in float. */
        WEIGHTS
    }

    public Request {
        if (calibration == null && (method == Method.STATIC || pruneRatio != null)) {
            throw new IllegalArgumentException("static quantisation or pruning without calibration inputs");
        }
        if (pruneRatio == null && method == null) {
            throw new IllegalArgumentException("nothing to make");
        }
        if (pruneRatio != null && !(pruneRatio > 0 && pruneRatio < 1)) {
            throw new IllegalArgumentException("pruneRatio: " + pruneRatio + " (expected: between 0 and 1)");
        }
    }
}
