package io.gearshift.registry.derive;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;

/**
 * A model with the choices that made it.
 *
 * @param how in words
 * @param left first outputs of the operators that compute in float
 */
record Recipe(ModelProto model, String how, List<String> left) {}
