package io.gearshift.registry.derive.graph;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertAll;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import org.junit.jupiter.api.Test;

class ModelCheckTest {

    private static TestingModel model() {
        return new TestingModel().input("x", -1, 4).weights("w", 4, 4).output("y", -1, 4);
    }

    @Test
    void model_wellFormed_passes() {
        assertThatCode(() ->
                        ModelCheck.require(model().node("MatMul", "x w", "y").build()))
                .doesNotThrowAnyException();
    }

    @Test
    void model_broken_saysWhatAndWhere() {
        assertAll(
                () -> refused(ModelProto.getDefaultInstance(), "no graph"),
                () -> refused(model().node("MatMul", "x v", "y").build(), "MatMul y: input v is not defined before it"),
                () -> refused(
                        model().node("Relu", "t", "y")
                                .node("MatMul", "x w", "t")
                                .build(),
                        "Relu y: input t is not defined before it"),
                () -> refused(
                        model().node("Relu", "x", "y").node("Relu", "x", "y").build(), "output y is defined twice"),
                () -> refused(model().node("Relu", "x", "z").build(), "output y: no node gives it"),
                () -> refused(model().weights("w", 4).node("Relu", "x", "y").build(), "constant w: defined twice"),
                () -> refused(
                        model().node("Relu", "x", "y").build().toBuilder()
                                .clearOpsetImport()
                                .build(),
                        "no opset_import"),
                () -> refused(
                        model().constant("n", new float[] {1, Float.NaN}, 2)
                                .node("Relu", "x", "y")
                                .build(),
                        "constant n: element 1 is NaN"));
    }

    @Test
    void node_ofAnUndeclaredDomain_isRefused() {
        TestingModel model = model();
        model.graph().addNode(Nodes.make("com.microsoft", "Gelu", java.util.List.of("x"), java.util.List.of("y")));

        refused(model.build(), "domain 'com.microsoft' have no version");
    }

    @Test
    void constant_shorterThanItsShape_isRefused() {
        TestingModel model = model().node("Relu", "x", "y");
        TensorProto whole = model.graph().getInitializer(0);
        model.graph()
                .setInitializer(
                        0, whole.toBuilder().setRawData(whole.getRawData().substring(4)));

        refused(model.build(), "constant w: 60 bytes (expected: 64 for [4, 4])");
    }

    private static void refused(ModelProto model, String problem) {
        assertThatThrownBy(() -> ModelCheck.require(model))
                .isInstanceOf(DeriveException.class)
                .hasMessageContaining(problem);
    }
}
