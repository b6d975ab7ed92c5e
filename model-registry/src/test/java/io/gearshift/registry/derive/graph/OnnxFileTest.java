package io.gearshift.registry.derive.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {

    @TempDir
    private Path dir;

    private static ModelProto model() {
        return new TestingModel()
                .input("x", -1, 4)
                .weights("w", 4, 4)
                .node("MatMul", "x w", "y")
                .output("y", -1, 4)
                .build();
    }

    @Test
    void model_writtenAndRead_isTheSame() throws Exception {
        Path file = dir.resolve("a.onnx");
        OnnxFile.write(model(), file);

        assertThat(OnnxFile.read(file)).isEqualTo(model());
    }

    @Test
    void graph_unchanged_givesTheSameModel() {
        assertThat(Graph.of(model()).toModel()).isEqualTo(model());
    }

    @Test
    void weights_inAFileBeside_areTakenIn() throws Exception {
        Path file = external("w.bin", 8);
        TensorProto weights = model().getGraph().getInitializer(0);
        byte[] bytes = new byte[72];
        weights.getRawData().copyTo(bytes, 8);
        Files.write(dir.resolve("w.bin"), bytes);

        assertThat(OnnxFile.read(file)).isEqualTo(model());
    }

    @Test
    void weights_missingShortOrOutside_areRefused() throws Exception {
        Path missing = external("w.bin", 0);
        assertThatThrownBy(() -> OnnxFile.read(missing)).hasMessageContaining("constant w: weights in");

        Files.write(dir.resolve("w.bin"), new byte[10]);
        assertThatThrownBy(() -> OnnxFile.read(missing)).hasMessageContaining("bytes 0 to 64 of");

        Path outside = external("../w.bin", 0);
        assertThatThrownBy(() -> OnnxFile.read(outside)).hasMessageContaining("expected: a file beside the model");
    }

    @Test
    void text_isRefused() throws Exception {
        Path file = Files.writeString(dir.resolve("a.onnx"), "not a model at all");

        assertThatThrownBy(() -> OnnxFile.read(file))
                .isInstanceOf(DeriveException.class)
                .hasMessageStartingWith(file + ": not ");
    }

    private Path external(String location, long offset) throws IOException {
        ModelProto.Builder model = model().toBuilder();
        model.getGraphBuilder()
                .getInitializerBuilder(0)
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", String.valueOf(offset)))
                .addExternalData(entry("length", "64"));
        Path file = dir.resolve("external.onnx");
        OnnxFile.write(model.build(), file);
        return file;
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
