/**
 * Stage 6 of 7, at the edge: Open Inference Protocol v2 messages. In: bytes. Out: InferenceRequest, and back.
 */
@NullMarked
package io.gearshift.registry.oip;

import org.jspecify.annotations.NullMarked;
