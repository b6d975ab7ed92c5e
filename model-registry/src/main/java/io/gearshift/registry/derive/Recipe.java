package io.gearshift.registry.derive;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;

/**
 * A model with the choices that made it.
 *
 * @param how in words
 * @param left first outputs of the operators that compute in float
 * @param whole first outputs of the operators that keep all their channels, with the reason
 */
record Recipe(ModelProto model, String how, List<String> left, List<String> whole) {

    static Recipe of(ModelProto model, String how, List<String> left) {
        return new Recipe(model, how, left, List.of());
    }
}
