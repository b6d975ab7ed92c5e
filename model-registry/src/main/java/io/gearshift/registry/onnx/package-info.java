/**
 * Stages 6 and 7: the ONNX Runtime; no other package sees it. In: a model file. Out: OnnxSession, ProviderStatus.
 */
@NullMarked
package io.gearshift.registry.onnx;

import org.jspecify.annotations.NullMarked;
