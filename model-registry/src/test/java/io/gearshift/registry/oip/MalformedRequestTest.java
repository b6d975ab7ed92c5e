package io.gearshift.registry.oip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gearshift.core.serve.InferenceException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedRequestTest {

    private static final String GOOD = "{'inputs':[{'name':'x','shape':[2],'datatype':'FP32','data':[1,2]}]}";

    /** A JSON request, with the part of the message that must be there. */
    static Stream<Arguments> json() {
        return Stream.of(
                bad("", "body: empty"),
                bad("   ", "body: nothing (expected: a JSON object)"),
                bad("[]", "body: an array (expected: a JSON object)"),
                bad("'text'", "body: \"text\" (expected: a JSON object)"),
                bad("{", "not valid JSON at line 1"),
                bad("{\n'inputs': [,]}", "not valid JSON at line 2"),
                bad(GOOD + "x", "not valid JSON"),
                bad(GOOD + " 7", "body: 7 after the JSON object"),
                bad("{}", "no inputs (expected: an array"),
                bad("{'inputs':{}}", "inputs: an object (expected: an array of objects)"),
                bad("{'inputs':[1]}", "inputs[0]: 1 (expected: an object)"),
                bad("{'inputs':[],'inputs':[]}", "inputs: given twice"),
                bad("{'id':7,'inputs':[]}", "id: 7 (expected: a string)"),
                bad("{'outputs':'y','inputs':[]}", "outputs: \"y\" (expected: an array"),
                bad("{'outputs':['y'],'inputs':[]}", "outputs[0]: \"y\" (expected: an object)"),
                bad("{'outputs':[{}],'inputs':[]}", "outputs[0]: no name"),
                bad("{'outputs':[{'name':'y'},{'name':'y'}],'inputs':[]}", "output 'y': asked for twice"),
                bad(
                        "{'outputs':[{'name':'y','parameters':{'binary_data':1}}],'inputs':[]}",
                        "binary_data: 1.0 (expected: true or false)"),
                bad(
                        "{'outputs':[{'name':'y','parameters':{'classification':3}}],'inputs':[]}",
                        "classification: not offered"),
                bad("{'parameters':[],'inputs':[]}", "parameters: an array (expected: an object)"),
                bad(
                        "{'parameters':{'latency_slo_ms':0},'inputs':[]}",
                        "latency_slo_ms: 0.0 (expected: a number of milliseconds"),
                bad("{'parameters':{'latency_slo_ms':'fast'},'inputs':[]}", "latency_slo_ms: \"fast\""),
                bad("{'parameters':{'min_accuracy':1.5},'inputs':[]}", "min_accuracy: 1.5 (expected: a number 0..1)"),
                bad("{'parameters':{'private':'yes'},'inputs':[]}", "private: \"yes\" (expected: true or false)"),
                bad(input("'shape':[2],'datatype':'FP32','data':[1,2]"), "inputs[0]: no name"),
                bad(
                        input("'name':7,'shape':[2],'datatype':'FP32','data':[1,2]"),
                        "inputs[0]: name: 7 (expected: a string)"),
                bad(input("'name':'x','shape':[2],'data':[1,2]"), "input 'x': no datatype"),
                bad(input("'name':'x','datatype':'FP32','data':[1,2]"), "input 'x': no shape"),
                bad(
                        input("'name':'x','shape':[2],'datatype':'FP32'"),
                        "input 'x': neither data nor the parameter binary_data_size"),
                bad(
                        input("'name':'x','shape':[2],'datatype':'UINT64','data':[1,2]"),
                        "datatype \"UINT64\" (expected: one of [BOOL"),
                bad(input("'name':'x','shape':2,'datatype':'FP32','data':[1,2]"), "shape: 2 (expected: an array"),
                bad(input("'name':'x','shape':[-1],'datatype':'FP32','data':[1,2]"), "shape has -1 in dimension 0"),
                bad(input("'name':'x','shape':[2.5],'datatype':'FP32','data':[1,2]"), "shape has 2.5 in dimension 0"),
                bad(input("'name':'x','shape':[99999999999999999999],'datatype':'FP32','data':[1]"), "in dimension 0"),
                bad(
                        input("'name':'x','shape':[4000000000,4000000000],'datatype':'FP32','data':[1]"),
                        "too many elements"),
                bad(input("'name':'x','shape':[1000000000],'datatype':'FP64','data':[1]"), "more than a body of"),
                bad(x("FP32", "1"), "input 'x': data: 1 (expected: an array)"),
                bad(x("FP32", "[1]"), "1 elements (expected: 2 for shape [2])"),
                bad(x("FP32", "[1,2,3]"), "more than 2 elements"),
                bad(x("FP32", "[[1],[2]]"), "nested 2 deep or more (expected: flat, or 1 deep"),
                bad(x("FP32", "[1,[2]]"), "mixes arrays and elements"),
                bad(x("FP32", "[1,'two']"), "element 1 is \"two\" (expected: a number in the range of FP32"),
                bad(x("FP32", "[1,null]"), "element 1 is null"),
                bad(x("FP32", "[1,{}]"), "element 1 is an object"),
                bad(x("FP32", "[1,1e39]"), "element 1 is 1e39"),
                bad(x("FP64", "[1,1e999]"), "element 1 is 1e999"),
                bad(x("UINT8", "[1,256]"), "element 1 is 256 (expected: an integer 0..255"),
                bad(x("UINT8", "[-1,2]"), "element 0 is -1"),
                bad(x("INT8", "[1,128]"), "element 1 is 128 (expected: an integer -128..127"),
                bad(x("INT32", "[1,2.0]"), "element 1 is 2.0 (expected: an integer of 32 bits"),
                bad(x("INT32", "[1,2147483648]"), "element 1 is 2147483648"),
                bad(x("INT64", "[1,9223372036854775808]"), "element 1 is 9223372036854775808"),
                bad(x("BOOL", "[true,2]"), "element 1 is 2 (expected: true or false"),
                bad(x("BYTES", "['a',2]"), "element 1 is 2 (expected: a string"),
                bad(x("FP16", "[1,2]"), "FP16 has no JSON form"),
                bad(x("FP32", "[1,2],'data':[1,2]"), "data is given twice"),
                bad(x("FP32", "[1,2"), "not valid JSON"),
                bad(x("FP32", "[1,2],'parameters':{'shared_memory_region':'r'}"), "shared memory is not offered"),
                bad(x("FP32", "[1,2],'parameters':{'binary_data_size':8}"), "both data and binary_data_size"),
                bad(
                        input("'name':'x','shape':[2],'datatype':'FP32','parameters':{'binary_data_size':8}"),
                        "without the header Inference-Header-Content-Length"),
                bad(
                        input("'name':'x','shape':[2],'datatype':'FP32','parameters':{'binary_data_size':-8}"),
                        "binary_data_size: -8.0"),
                bad(
                        input("'name':'x','shape':[2],'datatype':'FP32','parameters':{'binary_data_size':8.5}"),
                        "binary_data_size: 8.5"),
                bad("{'inputs':[" + one("FP32", "[1,2]") + "," + one("FP32", "[1,2]") + "]}", "input 'x': given twice"),
                bad(
                        input("'name':'x','shape':[2,2],'datatype':'FP32','data':[[1,2],[3]]"),
                        "1 entries in dimension 1 (expected: 2"),
                bad(input("'name':'x','shape':[2,2],'datatype':'FP32','data':[[1,2]]"), "1 entries in dimension 0"),
                bad(input("'name':'x','shape':[1,1,2],'datatype':'FP32','data':[[1,2]]"), "element at depth 2"),
                bad("{'a':" + "[".repeat(100) + "]".repeat(100) + "}", "nesting depth"),
                bad("{'inputs':[" + "{},".repeat(2) + "{}]}", "inputs[0]: no name"));
    }

    @ParameterizedTest
    @MethodSource("json")
    void json_malformed_isRefusedPrecisely(String body, String part) {
        refused(body, -1, part);
    }

    /** The JSON part, what follows it, and the part of the message that must be there. */
    static Stream<Arguments> binary() {
        return Stream.of(
                Arguments.of(binaryInput("FP32", 2, 8), "1234567", "binary_data_size 8, but the body has 7 bytes left"),
                Arguments.of(binaryInput("FP32", 2, 8), "123456789", "1 bytes after the last tensor"),
                Arguments.of(
                        binaryInput("FP32", 2, 7), "1234567", "binary_data_size 7 (expected: 8 for shape [2] of FP32)"),
                Arguments.of(binaryInput("FP16", 2, 8), "12345678", "binary_data_size 8 (expected: 4"),
                Arguments.of(binaryInput("BYTES", 1, 3), "\1\0\0", "element 0 has 3 bytes left for its length"),
                Arguments.of(binaryInput("BYTES", 1, 5), "\2\0\0\0a", "element 0 claims 2 bytes, but 1 are left"),
                Arguments.of(binaryInput("BYTES", 2, 5), "\1\0\0\0a", "1 BYTES elements (expected: 2)"),
                Arguments.of(binaryInput("BYTES", 1, 5), "\377\377\377\377a", "claims "),
                Arguments.of(GOOD, "x", "1 bytes after the last tensor"),
                Arguments.of("", "x", "body: empty"));
    }

    @ParameterizedTest
    @MethodSource("binary")
    void binary_malformed_isRefusedPrecisely(String json, String tail, String part) {
        refused(json + tail, json.length(), part);
    }

    @Test
    void header_longerThanTheBody_isRefused() {
        refused(GOOD, 1000, "Inference-Header-Content-Length: 1000 (expected: at most the body's");
    }

    @Test
    void body_withAnyByteChanged_isReadOrRefusedAndNothingElse() {
        Random random = new Random(1);
        String good = "{'id':'1','parameters':{'private':true},'inputs':[" + one("FP32", "[1,2]")
                + ",{'name':'y','shape':[1,1],'datatype':'BYTES','data':[['t']]}],'outputs':[{'name':'o'}]}";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                text.setCharAt(random.nextInt(text.length()), (char) (random.nextInt(127) + 1));
            }
            Throwable thrown = read(text.toString(), random.nextInt(10) == 0 ? random.nextInt(150) : -1);
            assertThat(thrown)
                    .satisfiesAnyOf(
                            t -> assertThat(t).isNull(),
                            t -> assertThat(t).as(text.toString()).isInstanceOf(InferenceException.class));
        }
    }

    private static void refused(String body, int headerBytes, String part) {
        Throwable thrown = read(body, headerBytes);
        assertThat(thrown).isInstanceOf(InferenceException.class).hasMessageContaining(part);
        assertThat(((InferenceException) thrown).kind()).isEqualTo(InferenceException.Kind.INVALID_INPUT);
    }

    private static Throwable read(String body, int headerBytes) {
        BufferPool pool = new BufferPool(1 << 20);
        try (BufferScope scope = pool.open()) {
            return catchThrowable(() -> OipRequestReader.read("m", OipCodecTest.bytes(body, 0), headerBytes, scope));
        } finally {
            assertThat(pool.usedBytes()).isZero();
        }
    }

    private static Arguments bad(String body, String part) {
        return Arguments.of(body, part);
    }

    private static String input(String fields) {
        return "{'inputs':[{" + fields + "}]}";
    }

    private static String x(String type, String data) {
        return "{'inputs':" + List.of(one(type, data)) + "}";
    }

    private static String one(String type, String data) {
        return "{'name':'x','shape':[2],'datatype':'" + type + "','data':" + data + "}";
    }

    private static String binaryInput(String type, int n, int bytes) {
        return input("'name':'x','shape':[" + n + "],'datatype':'" + type + "','parameters':{'binary_data_size':"
                + bytes + "}");
    }
}
