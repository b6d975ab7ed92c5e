package io.gearshift.registry.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.gearshift.core.serve.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrtRuntimeTest {

    @TempDir
    Path folder;

    private static byte[] answer(OnnxSession session) throws OnnxException {
        List<Tensor> inputs = SampleInputs.of(session.inputs(), Map.of("input_ids", List.of(1L, 64L)), 7);
        try (RunOutput output = session.run(inputs, List.of())) {
            ByteBuffer data = output.outputs().get(0).data();
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            return bytes;
        }
    }

    private static byte[] answer(OrtRuntime runtime, Path file) throws OnnxException {
        try (OnnxSession session = runtime.load(file, TestModels.sha256(file), "cpu", 1)) {
            return answer(session);
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fashion/full", "fashion/pruned", "commands/full", "commands/pruned"})
    void load_prepacked_answersBitForBitAsPlain(String model) throws Exception {
        Path file = TestModels.samples().resolve(model + ".onnx");
        byte[] plain = answer(OrtRuntime.open(null), file);
        for (int run = 0; run < 3; run++) {
            assertThat(answer(OrtRuntime.open(folder), file)).isEqualTo(plain);
        }
        assertThat(entries()).hasSize(1);
    }

    @Test
    void load_prepackedTwoThreads_answersAsPlain() throws Exception {
        Path file = TestModels.samples().resolve("fashion/full.onnx");
        byte[] plain = answer(OrtRuntime.open(null), file);
        OrtRuntime runtime = OrtRuntime.open(folder);
        answer(runtime, file);
        try (OnnxSession session = runtime.load(file, TestModels.sha256(file), "cpu", 2)) {
            assertThat(answer(session)).isEqualTo(plain);
        }
        assertThat(entries()).hasSize(1);
    }

    /** With its weights packed where the runtime puts them, the first run of this model kills the process. */
    @Test
    void load_weightsThatWouldBeMisaligned_answersAsPlain() throws Exception {
        Path file = TestModels.tiny("misaligned");
        byte[] plain = answer(OrtRuntime.open(null), file);
        for (int run = 0; run < 2; run++) {
            assertThat(answer(OrtRuntime.open(folder), file)).isEqualTo(plain);
        }
        assertThat(Files.size(entries().get(0).resolve("weights.bin"))).isEqualTo(201 * 101 * 4);
    }

    @Test
    void offsets_ofMisalignedBlocks_areRefused() throws Exception {
        Path model = folder.resolve("model.onnx");
        String block = "xprepacked_0\u0012/FusedMatMul+16244045006979978632|%d;38592;0|%d;64;0p";
        Files.writeString(model, block.formatted(6400, 64));
        assertThat(PrepackedOffsets.areAligned(model)).isTrue();
        Files.writeString(model, block.formatted(675360, 64));
        assertThat(PrepackedOffsets.areAligned(model)).isFalse();
        Files.writeString(model, block.formatted(6400, 32));
        assertThat(PrepackedOffsets.areAligned(model)).isFalse();
        Files.writeString(model, "prepacked_0 in another form");
        assertThat(PrepackedOffsets.areAligned(model)).isFalse();
        Files.writeString(model, "nothing of the kind");
        assertThat(PrepackedOffsets.areAligned(model)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights.bin", "model.onnx", "entry.properties"})
    void load_damagedEntry_answersAsPlainAndRepairs(String damaged) throws Exception {
        Path file = TestModels.samples().resolve("fashion/full.onnx");
        OrtRuntime runtime = OrtRuntime.open(folder);
        byte[] good = answer(runtime, file);
        Path part = entries().get(0).resolve(damaged);
        byte[] bytes = Files.readAllBytes(part);
        Files.delete(part);
        Files.write(part, Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(answer(runtime, file)).isEqualTo(good);
        assertThat(Files.readAllBytes(entries().get(0).resolve("model.onnx"))).isNotEmpty();
        assertThat(Files.size(part)).isGreaterThan(bytes.length / 2);
    }

    @Test
    void load_cacheCannotBeWritten_answersAsPlain() throws Exception {
        Path file = TestModels.samples().resolve("fashion/full.onnx");
        Path notAFolder = Files.writeString(folder.resolve("file"), "");
        assertThat(answer(OrtRuntime.open(notAFolder), file)).isEqualTo(answer(OrtRuntime.open(null), file));
    }

    @Test
    void load_fileReplaced_dropsItsOldEntry() throws Exception {
        Path models = Files.createDirectory(folder.resolve("models"));
        Path cache = folder.resolve("cache");
        Path file = models.resolve("a.onnx");
        OrtRuntime runtime = OrtRuntime.open(cache);
        Files.copy(TestModels.samples().resolve("fashion/full.onnx"), file);
        answer(runtime, file);
        Files.delete(file);
        Files.copy(TestModels.samples().resolve("fashion/pruned.onnx"), file);
        byte[] pruned = answer(runtime, file);
        assertThat(pruned).isEqualTo(answer(OrtRuntime.open(null), file));
        try (Stream<Path> entries = Files.list(cache)) {
            assertThat(entries.toList())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.getFileName().toString())
                            .startsWith(TestModels.sha256(file).substring(0, 20)));
        }
    }

    @Test
    void load_atOnceFromManyRuntimes_leavesOneEntry() throws Exception {
        Path file = TestModels.samples().resolve("fashion/full.onnx");
        byte[] plain = answer(OrtRuntime.open(null), file);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<byte[]>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> answer(OrtRuntime.open(folder), file)));
            }
            for (Future<byte[]> each : answers) {
                assertThat(each.get()).isEqualTo(plain);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(entries()).hasSize(1);
    }

    @Test
    void load_truncatedModel_failsWithItsName() throws Exception {
        byte[] whole = Files.readAllBytes(TestModels.tiny("dense"));
        Path file = Files.write(folder.resolve("torn.onnx"), Arrays.copyOf(whole, whole.length / 2));
        OrtRuntime runtime = OrtRuntime.open(null);
        assertThatThrownBy(() -> runtime.load(file, "", "cpu", 1))
                .isInstanceOf(OnnxException.class)
                .hasMessageStartingWith("torn.onnx: ");
        assertThatThrownBy(() -> runtime.inspect(file)).isInstanceOf(OnnxException.class);
        assertThatThrownBy(() -> runtime.inspect(folder.resolve("none.onnx"))).hasMessageContaining("no such file");
    }

    @Test
    void inspect_typeThatIsNotServed_isRefused() {
        assertThatThrownBy(() -> OrtRuntime.open(null).inspect(TestModels.tiny("identity-int16")))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("INT16");
    }

    @Test
    void providers_here_provesTheCpuAndSaysWhyForTheRest() {
        List<ProviderStatus> providers = OrtRuntime.open(null).providers();
        assertThat(providers.get(0))
                .isEqualTo(new ProviderStatus("cpu", true, "ran a test model and gave the right answer", ""));
        assertThat(providers)
                .extracting(ProviderStatus::name)
                .contains("cuda", "tensorrt", "openvino", "qnn", "nnapi", "coreml", "xnnpack", "webgpu", "directml")
                .doesNotHaveDuplicates();
        assertThat(providers).allSatisfy(p -> assertThat(p.reason()).isNotBlank());
        assertThat(providers)
                .filteredOn(p -> !p.isWorking())
                .allSatisfy(
                        p -> assertThat(p.hint().isEmpty()).isEqualTo(p.reason().startsWith("exists only on")));
    }

    /** Unknown settings are accepted without a word, so this shows that the one that forbids a fallback is heeded. */
    @Test
    void setup_withoutFallback_leavesNothingToTheCpu() throws Exception {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            Provider.Setup.CPU.withoutFallback().addTo(options);
            assertThatThrownBy(() -> OrtEnvironment.getEnvironment()
                            .createSession(TestModels.tiny("dense").toString(), options)
                            .close())
                    .isInstanceOf(OrtException.class)
                    .hasMessageContaining("fallback to CPU EP has been explicitly disabled");
        }
    }

    @Test
    void load_onAbsentProvider_failsInsteadOfFallingBack() {
        OrtRuntime runtime = OrtRuntime.open(null);
        Path file = TestModels.tiny("dense");
        for (ProviderStatus provider : runtime.providers()) {
            if (!provider.isWorking()) {
                assertThatThrownBy(() -> runtime.load(file, "", provider.name(), 1))
                        .as(provider.name())
                        .isInstanceOf(OnnxException.class);
            }
        }
        assertThatThrownBy(() -> runtime.load(file, "", "gpu", 1))
                .hasMessageContaining("execution provider gpu: unknown");
    }
}
