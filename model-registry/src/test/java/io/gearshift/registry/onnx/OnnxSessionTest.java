package io.gearshift.registry.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.oip.BytesElements;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxSessionTest {

    private final OrtRuntime runtime = OrtRuntime.open(null);

    private OnnxSession load(String name) throws OnnxException {
        Path file = TestModels.tiny(name);
        return runtime.load(file, TestModels.sha256(file), "cpu", 1);
    }

    private static Tensor random(DataType type, int rows) {
        RandomGenerator random = RandomGeneratorFactory.of("SplittableRandom").create(rows);
        if (type == DataType.BYTES) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < rows * 2; i++) {
                texts.add("é" + "x".repeat(i));
            }
            return BytesElements.tensor("x", new long[] {rows, 2}, texts);
        }
        byte[] bytes = new byte[rows * 2 * type.size()];
        random.nextBytes(bytes);
        if (type == DataType.BOOL) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] &= 1;
            }
        }
        ByteBuffer data = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        return new Tensor("x", type, new long[] {rows, 2}, data.put(bytes).flip());
    }

    private static Tensor floats(String name, long[] shape, float... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            data.putFloat(value);
        }
        return new Tensor(name, DataType.FP32, shape, data.flip());
    }

    @ParameterizedTest
    @EnumSource(DataType.class)
    void run_everyType_givesTheSameBytesBack(DataType type) throws OnnxException {
        try (OnnxSession session = load("identity-" + type.name().toLowerCase(Locale.ROOT))) {
            assertThat(session.inputs()).containsExactly(new TensorSpec("x", type, List.of(-1L, 2L)));
            // The first run learns the output's shape, the later ones write to pooled memory.
            for (int run = 0; run < 3; run++) {
                for (int rows : new int[] {3, 1}) {
                    Tensor input = random(type, rows);
                    try (RunOutput output = session.run(List.of(input), List.of())) {
                        Tensor result = output.outputs().get(0);
                        assertThat(result.name()).isEqualTo("y");
                        assertThat(result.type()).isEqualTo(type);
                        assertThat(result.shape()).containsExactly(rows, 2);
                        assertThat(result.data()).isEqualTo(input.data());
                    }
                }
            }
        }
    }

    @Test
    void run_heapSliceAwayFromTheStart_readsTheSlice() throws OnnxException {
        ByteBuffer whole = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 8; i++) {
            whole.putLong(i);
        }
        ByteBuffer direct = ByteBuffer.allocateDirect(64);
        direct.put(whole.duplicate().flip());
        try (OnnxSession session = load("identity-int64")) {
            for (ByteBuffer source : List.of(whole, direct)) {
                ByteBuffer part = source.duplicate()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .position(16)
                        .limit(32);
                Tensor input = new Tensor("x", DataType.INT64, new long[] {1, 2}, part);
                try (RunOutput output = session.run(List.of(input), List.of())) {
                    assertThat(output.outputs().get(0).data().getLong(0)).isEqualTo(2);
                    assertThat(output.outputs().get(0).data().getLong(8)).isEqualTo(3);
                }
                assertThat(part.position()).isEqualTo(16);
            }
        }
    }

    @Test
    void run_emptyBatch_givesAnEmptyAnswer() throws OnnxException {
        try (OnnxSession session = load("identity-fp32")) {
            for (int run = 0; run < 2; run++) {
                Tensor none = floats("x", new long[] {0, 2});
                try (RunOutput output = session.run(List.of(none), List.of())) {
                    assertThat(output.outputs().get(0).shape()).containsExactly(0, 2);
                }
            }
        }
    }

    @Test
    void run_outputsWanted_givesThoseInThatOrder() throws OnnxException {
        List<Tensor> inputs =
                List.of(floats("a", new long[] {1, 3}, 1, 2, 3), floats("b", new long[] {1, 3}, 10, 20, 30));
        try (OnnxSession session = load("two")) {
            for (List<String> wanted : List.of(List.of("total", "sum"), List.of("total"), List.of("sum", "total"))) {
                for (int run = 0; run < 2; run++) {
                    try (RunOutput output = session.run(inputs, wanted)) {
                        assertThat(output.outputs()).extracting(Tensor::name).isEqualTo(wanted);
                        Tensor total = output.outputs().get(wanted.indexOf("total"));
                        assertThat(total.shape()).isEmpty();
                        assertThat(total.data().getFloat(0)).isEqualTo(66f);
                    }
                }
            }
        }
    }

    @Test
    void run_outputShapeFollowsFromValues_isRightEachTime() throws OnnxException {
        try (OnnxSession session = load("nonzero")) {
            for (float[] values : new float[][] {{1, 0, 1}, {1, 0, 1}, {0, 0, 1}, {1, 1, 1}, {0, 0, 0}, {1, 0, 1}}) {
                try (RunOutput output = session.run(List.of(floats("x", new long[] {3}, values)), List.of())) {
                    List<Long> found = new ArrayList<>();
                    ByteBuffer data = output.outputs().get(0).data();
                    while (data.hasRemaining()) {
                        found.add(data.getLong());
                    }
                    List<Long> expected = new ArrayList<>();
                    for (long i = 0; i < values.length; i++) {
                        if (values[(int) i] != 0) {
                            expected.add(i);
                        }
                    }
                    assertThat(found).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void run_knownShape_writesToDirectMemoryThatIsUsedAgain() throws OnnxException {
        try (OnnxSession session = load("dense")) {
            List<Tensor> input = SampleInputs.of(session.inputs(), Map.of(), 1);
            session.run(input, List.of()).close();
            RunOutput first = session.run(input, List.of());
            assertThat(first.outputs().get(0).data().isDirect()).isTrue();
            RunOutput second = session.run(input, List.of());
            assertThat(second.outputs().get(0).data())
                    .isEqualTo(first.outputs().get(0).data());
            // The first answer is still held, so the second one must lie elsewhere.
            first.outputs().get(0).data().putFloat(0, 4711f);
            assertThat(second.outputs().get(0).data().getFloat(0)).isNotEqualTo(4711f);
            first.close();
            second.close();
        }
    }

    @Test
    void run_sameAsRawSession_bitForBit() throws Exception {
        Path file = TestModels.samples().resolve("fashion/full.onnx");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxSession session = runtime.load(file, TestModels.sha256(file), "cpu", 1);
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession raw = environment.createSession(file.toString(), options)) {
                for (long seed = 0; seed < 5; seed++) {
                    Tensor input =
                            SampleInputs.of(session.inputs(), Map.of(), seed).get(0);
                    try (OnnxTensor tensor = OnnxTensor.createTensor(
                                    environment, input.data().asFloatBuffer(), input.shape());
                            OrtSession.Result expected = raw.run(Map.of(input.name(), tensor));
                            RunOutput output = session.run(List.of(input), List.of())) {
                        ByteBuffer wanted = ((OnnxTensor) expected.get(0)).getByteBuffer();
                        assertThat(output.outputs().get(0).data()).isEqualTo(wanted.order(ByteOrder.LITTLE_ENDIAN));
                    }
                }
            }
        }
    }

    @Test
    void run_manyThreadsAndShapes_eachGetsItsOwnAnswer() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (OnnxSession session = load("identity-int32")) {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int thread = t;
                done.add(threads.submit(() -> {
                    for (int i = 0; i < 500; i++) {
                        int rows = 1 + (i + thread) % 7;
                        ByteBuffer data = ByteBuffer.allocateDirect(rows * 8).order(ByteOrder.LITTLE_ENDIAN);
                        for (int k = 0; k < rows * 2; k++) {
                            data.putInt(thread * 1_000_000 + i * 100 + k);
                        }
                        Tensor input = new Tensor("x", DataType.INT32, new long[] {rows, 2}, data.flip());
                        try (RunOutput output = session.run(List.of(input), List.of())) {
                            assertThat(output.outputs().get(0).data()).isEqualTo(input.data());
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void run_inputsThatDoNotFit_saysWhatAndWhatIsExpected() throws OnnxException {
        Tensor a = floats("a", new long[] {1, 3}, 1, 2, 3);
        Tensor b = floats("b", new long[] {1, 3}, 1, 2, 3);
        try (OnnxSession session = load("two")) {
            assertInputFault(session, List.of(a), List.of(), "input b: missing (expected: [a, b])");
            assertInputFault(
                    session,
                    List.of(a, b, floats("c", new long[] {0})),
                    List.of(),
                    "input c: unknown (expected: one of [a, b])");
            assertInputFault(session, List.of(a, a), List.of(), "input a: given twice (expected: once)");
            assertInputFault(
                    session,
                    List.of(a, floats("b", new long[] {3}, 1, 2, 3)),
                    List.of(),
                    "input b: shape [3] (expected: [-1, 3], -1 is free)");
            assertInputFault(
                    session,
                    List.of(a, floats("b", new long[] {2, 3}, 1, 2, 3, 4, 5, 6)),
                    List.of(),
                    "input b: shape [2, 3] (expected: the same n as input a of shape [1, 3])");
            assertInputFault(
                    session, List.of(a, b), List.of("nope"), "output nope: unknown (expected: one of [sum, total])");
            assertInputFault(
                    session, List.of(a, b), List.of("sum", "sum"), "output sum: asked for twice (expected: once)");
            ByteBuffer wrong = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            assertInputFault(
                    session,
                    List.of(a, new Tensor("b", DataType.INT32, new long[] {1, 3}, wrong)),
                    List.of(),
                    "input b: type INT32 (expected: FP32)");
        }
    }

    private static void assertInputFault(
            OnnxSession session, List<Tensor> inputs, List<String> outputs, String message) {
        assertThatThrownBy(() -> session.run(inputs, outputs))
                .isInstanceOfSatisfying(
                        OnnxException.class, e -> assertThat(e.isInputAtFault()).isTrue())
                .hasMessage(message);
    }

    @Test
    void run_bytesThatAreNotText_isTheInputsFault() throws OnnxException {
        ByteBuffer data = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(1).put((byte) 'a').putInt(1).put((byte) 0xff).flip();
        try (OnnxSession session = load("identity-bytes")) {
            assertInputFault(
                    session,
                    List.of(new Tensor("x", DataType.BYTES, new long[] {1, 2}, data)),
                    List.of(),
                    "input x: element 1 is not UTF-8 (expected: text; the runtime takes no other bytes)");
        }
    }

    @Test
    void close_twice_doesNothing() throws OnnxException {
        OnnxSession session = load("dense");
        session.close();
        session.close();
    }
}
