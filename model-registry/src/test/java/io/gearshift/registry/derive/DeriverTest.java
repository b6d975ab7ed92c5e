package io.gearshift.registry.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.core.policy.Precision;
import io.gearshift.registry.catalog.Catalog;
import io.gearshift.registry.catalog.Scan;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.derive.graph.TensorData;
import io.gearshift.registry.derive.graph.TestingModel;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.ManifestReader;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.TestModels;
import io.gearshift.registry.samples.Npy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the sample models, with the sample inputs. */
class DeriverTest {

    @TempDir
    private Path dir;

    private final OrtRuntime runtime = OrtRuntime.open(null);
    private Path registry = Path.of("");

    @BeforeEach
    void copySamples() throws IOException {
        registry = Files.createDirectory(dir.resolve("models"));
        for (String model : List.of("fashion", "commands")) {
            Path to = Files.createDirectory(registry.resolve(model));
            for (String file : List.of("model.yaml", "full.onnx", "pruned.onnx")) {
                Files.copy(TestModels.samples().resolve(model).resolve(file), to.resolve(file));
            }
        }
    }

    @Test
    void fashion_quantised_isRegisteredSmallAndClose() throws Exception {
        Path inputs = pictures(400);
        Derived derived =
                new Deriver(runtime, 4).derive(request("fashion", "int8", inputs, labels(400), 0.5), TestingRuns.QUIET);

        assertThat(derived.compression()).isGreaterThan(3.7);
        assertThat(derived.left()).isEmpty();
        assertThat(derived.agreement().lossPoints()).isLessThanOrEqualTo(0.5);
        assertThat(derived.agreement().meanCosine()).isGreaterThan(0.999);
        Scan scan = new Catalog(registry, runtime).scan();
        assertThat(scan.problems()).isEmpty();
        Manifest changed = scan.models().get("fashion");
        assertThat(changed.variant("int8")).isPresent().get().satisfies(variant -> {
            assertThat(variant.derivedFrom()).isEqualTo("full");
            assertThat(variant.accuracy()).isBetween(0.932, 0.942);
            assertThat(variant.how()).contains("gearshift test", "ranges", "400 real inputs", "times smaller");
        });
        assertThat(registry.resolve("fashion"))
                .isDirectoryContaining("glob:**int8.onnx")
                .isDirectoryNotContaining("glob:**.part");
    }

    /** Its spectrum spans more than 8 bits: that operator alone stays in float. */
    @Test
    void commands_quantised_leavesTheFrontEndInFloat() throws Exception {
        Derived derived =
                new Deriver(runtime, 4).derive(request("commands", "small", clips(24), null, null), TestingRuns.QUIET);

        assertThat(derived.left()).contains("/f/MatMul_output_0").hasSizeLessThan(5);
        assertThat(derived.compression()).isGreaterThan(3);
        assertThat(derived.agreement().meanCosine()).isGreaterThan(0.995);
    }

    /** Without inputs: compared on generated ones, which the entry says. */
    @Test
    void commands_weightsOnly_isSmallAndNearlyTheSame() throws Exception {
        Manifest manifest = new ManifestReader().read(registry.resolve("commands"));
        Request request = new Request(
                manifest,
                manifest.variants().get(0),
                "light",
                null,
                Request.Method.WEIGHTS,
                null,
                null,
                null,
                null,
                "gearshift test");

        Derived derived = new Deriver(runtime, 4).derive(request, TestingRuns.QUIET);

        assertThat(derived.compression()).isGreaterThan(3.5);
        assertThat(derived.agreement().errorRatio()).isBetween(1e-9, 5e-3);
        assertThat(derived.variant().how()).contains("computed in float", "8 generated inputs");
    }

    @Test
    void variant_worseThanAllowed_isRefusedAndNothingChanges() throws Exception {
        Path inputs = pictures(40);
        refused(request("fashion", "int8", inputs, labelsOf("3\n".repeat(39)), 1.0), "39 labels for 40 inputs");
        refused(request("fashion", "int8", inputs, labelsOf("3\n".repeat(39) + "77\n"), 1.0), "label 39 is 77");
        refused(request("fashion", "int8", inputs, null, -1.0), "refused: int8 loses");
    }

    @Test
    void calibration_missingEmptyOrWrong_isRefusedAndNothingChanges() throws Exception {
        Path empty = Files.createDirectory(dir.resolve("empty"));
        refused(
                request("fashion", "int8", empty, null, null),
                "no samples of input image (expected: image.npy, or files");
        Files.write(empty.resolve("image.npy"), npy("<f4", "(0, 1, 28, 28)", new byte[0]));
        refused(request("fashion", "int8", empty, null, null), "no samples");
        Files.write(empty.resolve("image.npy"), npy("|u1", "(1, 1, 28, 28)", new byte[784]));
        refused(request("fashion", "int8", empty, null, null), "elements are u1 (expected: f4");
        Files.write(empty.resolve("image.npy"), npy("<f4", "(1, 28, 28)", new byte[784 * 4]));
        refused(request("fashion", "int8", empty, null, null), "shape [1, 28, 28] (expected: [-1, 1, 28, 28]");
    }

    @Test
    void sample_notANumber_isRefusedAndNothingChanges() throws Exception {
        byte[] bytes = new byte[784 * 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(40, Float.NaN);
        Path inputs = Files.createDirectory(dir.resolve("nan"));
        Files.write(inputs.resolve("image.npy"), npy("<f4", "(1, 1, 28, 28)", bytes));

        refused(request("fashion", "int8", inputs, null, null), "is NaN on the calibration inputs");
    }

    @Test
    void weights_notNumbers_areRefusedAndNothingChanges() throws Exception {
        Path full = registry.resolve("fashion/full.onnx");
        ModelProto.Builder broken = OnnxFile.read(full).toBuilder();
        TensorProto weights = broken.getGraph().getInitializer(0);
        float[] values = TensorData.floats(weights);
        values[5] = Float.NaN;
        broken.getGraphBuilder().setInitializer(0, TensorData.floats(weights.getName(), weights.getDimsList(), values));
        OnnxFile.write(broken.build(), full);

        refused(request("fashion", "int8", pictures(8), null, null), "element 5 is NaN");
    }

    @Test
    void work_interruptedAtAnyStage_changesNothing() throws Exception {
        Path inputs = pictures(16);
        for (String stage : List.of("calibrating", "choosing ranges", "comparing with the parent", "registering")) {
            assertUnchanged(() -> assertThatThrownBy(() -> new Deriver(runtime, 4)
                            .derive(request("fashion", "int8", inputs, null, null), endingAt(stage)))
                    .isInstanceOf(DeriveException.class)
                    .hasMessage("ended"));
        }
    }

    @Test
    void file_thereAlready_isNotOverwritten() throws Exception {
        Files.writeString(registry.resolve("fashion/int8.onnx"), "precious");

        refused(request("fashion", "int8", pictures(8), null, null), "int8.onnx: is there already");
    }

    @Test
    void convolutions_dynamically_areRefused() throws Exception {
        Manifest manifest = new ManifestReader().read(registry.resolve("fashion"));
        Path full = registry.resolve("fashion/full.onnx");
        ModelProto.Builder model = OnnxFile.read(full).toBuilder();
        // The last product goes; what is left has nothing to quantise dynamically.
        int last = model.getGraph().getNodeCount() - 1;
        String pooled = model.getGraph().getNode(last).getInput(0);
        model.getGraphBuilder().removeNode(last).getOutputBuilder(0).setName(pooled);
        OnnxFile.write(model.build(), full);

        refused(
                new Request(
                        manifest,
                        manifest.variants().get(0),
                        "int8",
                        null,
                        Request.Method.DYNAMIC,
                        null,
                        null,
                        null,
                        null,
                        "gearshift test"),
                "nothing to quantise dynamically");
    }

    @Test
    void fashion_pruned_isSmallerFasterAndClose() throws Exception {
        Derived derived = new Deriver(runtime, 4).derive(pruned("fashion", 0.4, null, 2.5), TestingRuns.QUIET);

        assertThat(derived.compression()).isGreaterThan(1 / 0.6);
        assertThat(derived.how()).contains("pruned: ", "% of the multiply-adds removed");
        assertThat(derived.variant().precision()).isEqualTo(Precision.FP32);
        assertThat(derived.agreement().accuracy()).isGreaterThan(0.91);
        assertThat(derived.whole()).containsExactly("scores: is the model's answer");
        assertThat(new Catalog(registry, runtime).scan().problems()).isEmpty();
    }

    /** On 400 pictures one answer is a quarter of a point; docs/benchmarks.md has the loss on 10 000. */
    @Test
    void fashion_prunedAndQuantised_isASixth() throws Exception {
        Derived derived =
                new Deriver(runtime, 4).derive(pruned("fashion", 0.4, Request.Method.STATIC, 3.5), TestingRuns.QUIET);

        assertThat(derived.compression()).isGreaterThan(6);
        assertThat(derived.variant().precision()).isEqualTo(Precision.INT8);
        assertThat(derived.how()).contains("pruned: ", "static int8");
    }

    @Test
    void commands_pruned_keepsFollowingDepthwiseConvolutions() throws Exception {
        Manifest manifest = new ManifestReader().read(registry.resolve("commands"));
        Derived derived = new Deriver(runtime, 4)
                .derive(
                        new Request(
                                manifest,
                                manifest.variant("full").orElseThrow(),
                                "small",
                                Pruning.channels(0.2),
                                null,
                                clips(24),
                                null,
                                null,
                                10.0,
                                "gearshift test"),
                        TestingRuns.QUIET);

        assertThat(derived.compression()).isGreaterThan(1.1);
        assertThat(derived.whole()).anyMatch(line -> line.contains("Slice"));
    }

    @Test
    void pruning_tooMuch_isRefusedAndNothingChanges() throws Exception {
        refused(pruned("fashion", 0.99, null, null), "of the weights and");
        refused(pruned("fashion", 0.5, null, -100.0), "refused: small loses");
    }

    @Test
    void pruning_withNothingToPrune_isRefusedAndNothingChanges() throws Exception {
        Path full = registry.resolve("fashion/full.onnx");
        ModelProto one = new TestingModel()
                .input("image", -1, 1, 28, 28)
                .node("Flatten", "image", "flat")
                .weights("w", 784, 10)
                .node("MatMul", "flat w", "scores")
                .output("scores", -1, 10)
                .build();
        OnnxFile.write(one, full);

        refused(pruned("fashion", 0.4, null, null), "no channel can be removed: scores: is the model's answer");
    }

    @Test
    void pruning_withoutRealInputs_isRefusedAndNothingChanges() throws Exception {
        Manifest manifest = new ManifestReader().read(registry.resolve("fashion"));
        Path missing = dir.resolve("missing");
        refused(
                new Request(
                        manifest,
                        manifest.variant("full").orElseThrow(),
                        "small",
                        Pruning.channels(0.4),
                        null,
                        missing,
                        null,
                        null,
                        null,
                        "gearshift test"),
                "missing: no such folder");
    }

    @Test
    void pruning_interruptedAtAnyStage_changesNothing() throws Exception {
        for (String stage : List.of("measuring channels", "ordering channels", "fitting what is left")) {
            assertUnchanged(() -> assertThatThrownBy(
                            () -> new Deriver(runtime, 4).derive(pruned("fashion", 0.4, null, null), endingAt(stage)))
                    .isInstanceOf(DeriveException.class)
                    .hasMessage("ended"));
        }
    }

    private Request pruned(String model, double ratio, Request.@Nullable Method method, @Nullable Double mostLossPoints)
            throws Exception {
        Manifest manifest = new ManifestReader().read(registry.resolve(model));
        return new Request(
                manifest,
                manifest.variant("full").orElseThrow(),
                "small",
                Pruning.channels(ratio),
                method,
                pictures(400),
                null,
                labels(400),
                mostLossPoints,
                "gearshift test");
    }

    private void refused(Request request, String problem) throws Exception {
        assertUnchanged(() -> assertThatThrownBy(() -> new Deriver(runtime, 4).derive(request, TestingRuns.QUIET))
                .hasMessageContaining(problem));
    }

    private interface Check {
        void run() throws Exception;
    }

    private void assertUnchanged(Check check) throws Exception {
        Map<Path, String> before = registryFiles();
        check.run();
        assertThat(registryFiles()).isEqualTo(before);
    }

    private Map<Path, String> registryFiles() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (var all = Files.walk(registry)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file, TestModels.sha256(file));
            }
        }
        return files;
    }

    private static Watch endingAt(String wanted) {
        return new Watch() {
            private String stage = "";

            @Override
            public void stage(String what) {
                stage = what;
            }

            @Override
            public void at(int done, int total) {}

            @Override
            public void require() throws DeriveException {
                if (stage.equals(wanted)) {
                    throw new DeriveException("ended", "");
                }
            }
        };
    }

    private Request request(
            String model, String name, Path inputs, @Nullable Path labels, @Nullable Double mostLossPoints)
            throws Exception {
        Manifest manifest = new ManifestReader().read(registry.resolve(model));
        return new Request(
                manifest,
                manifest.variant("full").orElseThrow(),
                name,
                null,
                Request.Method.STATIC,
                inputs,
                null,
                labels,
                mostLossPoints,
                "gearshift test");
    }

    private Path pictures(int count) throws IOException {
        Npy pictures = Npy.read(Path.of("../samples/data/fashion/test_images.npy"), "u1");
        ByteBuffer floats = ByteBuffer.allocate(count * 784 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count * 784; i++) {
            floats.putFloat(Byte.toUnsignedInt(pictures.data().get(i)) / 255f);
        }
        return inputs("image", npy("<f4", "(" + count + ", 1, 28, 28)", floats.array()));
    }

    private Path clips(int count) throws IOException {
        Npy clips = Npy.read(Path.of("../samples/data/commands/test_audio.npy"), "i2");
        ByteBuffer floats = ByteBuffer.allocate(count * 16000 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count * 16000; i++) {
            floats.putFloat(clips.data().getShort(i * Short.BYTES) / 32767f);
        }
        return inputs("audio", npy("<f4", "(" + count + ", 16000)", floats.array()));
    }

    private Path inputs(String name, byte[] npy) throws IOException {
        Path folder = Files.createTempDirectory(dir, "inputs");
        Files.write(folder.resolve(name + ".npy"), npy);
        return folder;
    }

    private Path labels(int count) throws IOException {
        return labelsOf(String.join(
                "\n",
                Files.readAllLines(Path.of("../samples/data/fashion/test_labels.txt"))
                        .subList(0, count)));
    }

    private Path labelsOf(String text) throws IOException {
        return Files.writeString(Files.createTempFile(dir, "labels", ".txt"), text);
    }

    private static byte[] npy(String type, String shape, byte[] data) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (OutputStream out = bytes) {
            out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
            out.write(header.getBytes(StandardCharsets.ISO_8859_1));
            out.write(data);
        }
        return bytes.toByteArray();
    }
}
