package io.gearshift.registry.oip;

import io.gearshift.core.serve.InferenceRequest;

/**
 * A request and how its answer is to be written.
 *
 * @param request its tensors lie in the message's body or in buffers of the scope it was read with
 */
public record OipRequest(InferenceRequest request, BinaryOutputs binaryOutputs) {}
