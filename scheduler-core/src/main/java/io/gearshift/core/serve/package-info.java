/**
 * Stage 6 of 7. In: InferenceRequest. Out: InferenceResult by the active gear.
 */
@NullMarked
package io.gearshift.core.serve;

import org.jspecify.annotations.NullMarked;
