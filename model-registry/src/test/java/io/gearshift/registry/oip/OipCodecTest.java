package io.gearshift.registry.oip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.core.serve.InferenceResult;
import io.gearshift.core.serve.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OipCodecTest {

    private final BufferPool pool = new BufferPool(1 << 20);
    private final BufferScope scope = pool.open();

    @AfterEach
    void allBuffersComeBack() {
        scope.close();
        assertThat(pool.usedBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void request_binaryOfAnyType_isReadBackBitForBit(DataType type) {
        for (int seed = 0; seed < 50; seed++) {
            Tensor sent = random(type, new Random(seed));
            InferenceRequest request =
                    new InferenceRequest("m", "id-" + seed, List.of(sent), List.of("y"), 12.5, 0.9, true);
            OipMessage message = OipRequestWriter.write(request, scope);

            OipRequest read = OipRequestReader.read("m", whole(message, 0), message.headerBytes(), scope);

            assertSame(read.request().inputs().get(0), sent);
            assertThat(read.request().id()).isEqualTo("id-" + seed);
            assertThat(read.request().outputs()).containsExactly("y");
            assertThat(read.request().latencyObjectiveMs()).isEqualTo(12.5);
            assertThat(read.request().minAccuracy()).isEqualTo(0.9);
            assertThat(read.request().isPrivate()).isTrue();
            assertThat(read.binaryOutputs().isBinary("y")).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FP16")
    void response_jsonOfAnyType_isReadBackBitForBit(DataType type) {
        for (int seed = 0; seed < 50; seed++) {
            Tensor sent = random(type, new Random(seed));
            OipMessage message = OipResponseWriter.write(result(sent), "7", "1", BinaryOutputs.NONE, scope);

            OipResponse read = OipResponseReader.read(whole(message, 0), message.headerBytes(), scope);

            assertThat(message.isBinary()).isFalse();
            assertThat(read.id()).isEqualTo("7");
            assertSame(read.outputs().get(0), sent);
        }
    }

    @ParameterizedTest
    @EnumSource
    void response_binaryOfAnyType_isReadBackBitForBit(DataType type) {
        for (int seed = 0; seed < 50; seed++) {
            Tensor sent = random(type, new Random(seed));
            OipMessage message = OipResponseWriter.write(result(sent), "", "1", BinaryOutputs.ALL, scope);

            OipResponse read = OipResponseReader.read(whole(message, 0), message.headerBytes(), scope);

            assertThat(message.headerBytes() % 8).isZero();
            assertSame(read.outputs().get(0), sent);
        }
    }

    @Test
    void response_withALargeTensor_passesItsBufferOn() {
        Tensor large = zeros(DataType.FP32, 100_000);
        OipMessage message = OipResponseWriter.write(result(large), "", "1", BinaryOutputs.ALL, scope);

        assertThat(message.holdsTensors()).isTrue();
        assertThat(message.parts()).hasSize(2);
        assertThat(message.size()).isEqualTo(message.headerBytes() + 400_000L);
    }

    @Test
    void response_ofFp16AsJson_saysToAskForBinary() {
        Tensor half = zeros(DataType.FP16, 2);
        assertThatThrownBy(() -> OipResponseWriter.write(result(half), "", "1", BinaryOutputs.NONE, scope))
                .hasMessageContaining("output 'x': FP16 has no JSON form")
                .hasMessageContaining("binary_data");
    }

    @Test
    void response_ofBytesThatAreNotText_saysToAskForBinary() {
        ByteBuffer data = ByteBuffer.allocateDirect(5).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(1).put((byte) 0xff).flip();
        Tensor tensor = new Tensor("x", DataType.BYTES, new long[] {1}, data);
        assertThatThrownBy(() -> OipResponseWriter.write(result(tensor), "", "1", BinaryOutputs.NONE, scope))
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void response_withNanAndInfinity_isValidJson() {
        ByteBuffer data = ByteBuffer.allocateDirect(12).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(Float.NaN).putFloat(Float.POSITIVE_INFINITY).putFloat(Float.NEGATIVE_INFINITY);
        Tensor tensor = new Tensor("x", DataType.FP32, new long[] {3}, data.flip());
        OipMessage message = OipResponseWriter.write(result(tensor), "", "1", BinaryOutputs.NONE, scope);

        assertThat(text(message)).contains("\"data\":[\"NaN\",\"Infinity\",\"-Infinity\"]");
    }

    @Test
    void response_byFallback_saysSo() {
        Tensor x = zeros(DataType.INT8, 1);
        InferenceResult result = new InferenceResult("m", List.of(x), "g", "v", "cpu", "d", 1, true, () -> {});
        OipMessage message = OipResponseWriter.write(result, "", "1", BinaryOutputs.NONE, scope);
        assertThat(text(message)).contains("\"gearshift_fallback\":true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'x','shape':[2,3],'datatype':'FP32','data':[1,2,3,4,5,6]}",
                "{'name':'x','shape':[2,3],'datatype':'FP32','data':[[1,2,3],[4,5,6]]}",
                "{'data':[[1,2,3],[4.0,5e0,60e-1]],'shape':[2,3],'name':'x','datatype':'FP32'}",
                "{'datatype':'FP32','data':[1,2,3,4,5,6],'unknown':{'a':[1]},'shape':[2,3],'name':'x'}"
            })
    void request_jsonInAnyForm_isRead(String input) {
        String body = "{'inputs':[" + input + "],'outputs':[],'parameters':{'sequence_id':4}}";
        OipRequest read = OipRequestReader.read("m", bytes(body, 0), -1, scope);
        Tensor x = read.request().inputs().get(0);
        assertThat(x.shape()).containsExactly(2, 3);
        for (int i = 0; i < 6; i++) {
            assertThat(x.data().getFloat(4 * i)).isEqualTo(i + 1f);
        }
    }

    @Test
    void request_jsonWithSpecialFloats_isRead() {
        String body =
                "{'inputs':[{'name':'x','shape':[4],'datatype':'FP64','data':['NaN','Infinity','-Infinity',NaN]}]}";
        ByteBuffer data = OipRequestReader.read("m", bytes(body, 0), -1, scope)
                .request()
                .inputs()
                .get(0)
                .data();
        assertThat(data.getDouble(0)).isNaN();
        assertThat(data.getDouble(8)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(data.getDouble(16)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(data.getDouble(24)).isNaN();
    }

    @Test
    void request_emptyTensors_areRead() {
        for (String data : List.of("[]", "[[],[]]")) {
            String body = "{'inputs':[{'name':'x','shape':[2,0],'datatype':'FP32','data':" + data + "}]}";
            OipRequest read = OipRequestReader.read("m", bytes(body, 0), -1, scope);
            assertThat(read.request().inputs().get(0).data().remaining()).isZero();
        }
    }

    @Test
    void request_outputsThatDiffer_areKeptApart() {
        String body = "{'parameters':{'binary_data_output':true},'inputs':[],"
                + "'outputs':[{'name':'p','parameters':{'binary_data':false}},{'name':'q'}]}";
        OipRequest read = OipRequestReader.read("m", bytes(body, 0), -1, scope);
        assertThat(read.request().outputs()).containsExactly("p", "q");
        assertThat(read.binaryOutputs()).isEqualTo(new BinaryOutputs(true, Map.of("p", false)));
        assertThat(read.binaryOutputs().isBinary("p")).isFalse();
        assertThat(read.binaryOutputs().isBinary("q")).isTrue();
    }

    @Test
    void request_binaryTensor_isASliceOfTheBodyWhenThePaddingIsKept() {
        for (int blanks = 0; blanks < 8; blanks++) {
            String json = "{'inputs':[{'name':'x','shape':[2],'datatype':'FP64','parameters':{'binary_data_size':16}}]}"
                    + " ".repeat(blanks);
            ByteBuffer body = bytes(json + "0123456789abcdef", OipRequestReader.padding(json.length()));
            Tensor x = OipRequestReader.read("m", body, json.length(), scope)
                    .request()
                    .inputs()
                    .get(0);
            body.put(body.limit() - 1, (byte) 'X');
            assertThat(x.data().get(15)).isEqualTo((byte) 'X');
            assertThat(x.data().alignmentOffset(0, 8)).isZero();
        }
    }

    @Test
    void request_binaryTensorThatWouldBeMisaligned_isCopied() {
        String json = "{'inputs':[{'name':'u','shape':[1],'datatype':'UINT8','parameters':{'binary_data_size':1}},"
                + "{'name':'x','shape':[1],'datatype':'FP32','parameters':{'binary_data_size':4}}]}";
        ByteBuffer body = bytes(json + "u0123", OipRequestReader.padding(json.length()));
        Tensor x = OipRequestReader.read("m", body, json.length(), scope)
                .request()
                .inputs()
                .get(1);
        assertThat(x.data().alignmentOffset(0, 4)).isZero();
        assertThat(StandardCharsets.US_ASCII.decode(x.data().duplicate()).toString())
                .isEqualTo("0123");
    }

    private InferenceResult result(Tensor output) {
        return new InferenceResult("m", List.of(output), "v@cpu:1", "v", "cpu", "r-1", 1, false, () -> {});
    }

    private static void assertSame(Tensor actual, Tensor expected) {
        assertThat(actual.name()).isEqualTo(expected.name());
        assertThat(actual.type()).isEqualTo(expected.type());
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.data()).isEqualTo(expected.data());
    }

    private static Tensor random(DataType type, Random random) {
        long[] shape = {random.nextInt(4), 1 + random.nextInt(5), random.nextInt(3)};
        int n = (int) Tensor.elements(shape);
        if (type == DataType.BYTES) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                texts.add("\u00e4\"\n\ud83d\ude00".repeat(random.nextInt(20)));
            }
            return BytesElements.tensor("x", shape, texts);
        }
        ByteBuffer data = ByteBuffer.allocateDirect(n * type.size()).order(ByteOrder.LITTLE_ENDIAN);
        while (data.hasRemaining()) {
            switch (type) {
                case BOOL -> data.put((byte) random.nextInt(2));
                case FP32 -> data.putFloat((float) (random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30)));
                case FP64 -> data.putDouble(random.nextGaussian() * Math.pow(10, random.nextInt(400) - 200));
                default -> data.put((byte) random.nextInt());
            }
        }
        return new Tensor("x", type, shape, data.flip());
    }

    private static Tensor zeros(DataType type, int n) {
        ByteBuffer data = ByteBuffer.allocateDirect(n * type.size()).order(ByteOrder.LITTLE_ENDIAN);
        return new Tensor("x", type, new long[] {n}, data);
    }

    private static ByteBuffer whole(OipMessage message, int padding) {
        ByteBuffer body =
                ByteBuffer.allocateDirect(padding + (int) message.size()).order(ByteOrder.LITTLE_ENDIAN);
        body.position(padding);
        message.parts().forEach(part -> body.put(part.duplicate()));
        return body.flip().position(padding);
    }

    private static String text(OipMessage message) {
        return StandardCharsets.UTF_8.decode(whole(message, 0)).toString();
    }

    static ByteBuffer bytes(String text, int padding) {
        byte[] utf8 = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocateDirect(padding + utf8.length).order(ByteOrder.LITTLE_ENDIAN);
        return body.position(padding).put(utf8).flip().position(padding);
    }
}
