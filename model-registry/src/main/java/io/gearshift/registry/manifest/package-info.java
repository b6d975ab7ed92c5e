/**
 * Before stage 1: what a model is. In: a folder with {@code model.yaml}. Out: Manifest, or every problem with its place.
 */
@NullMarked
package io.gearshift.registry.manifest;

import org.jspecify.annotations.NullMarked;
