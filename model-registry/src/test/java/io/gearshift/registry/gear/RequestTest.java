package io.gearshift.registry.gear;

import static io.gearshift.registry.gear.TestingModels.ask;
import static io.gearshift.registry.gear.TestingModels.fashion;
import static io.gearshift.registry.gear.TestingModels.floats;
import static io.gearshift.registry.gear.TestingModels.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gearshift.core.estimate.Observation;
import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceException.Kind;
import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.core.serve.InferenceResult;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestTest {

    private static final String FULL = "full@cpu:1";
    private static final String PRUNED = "pruned@cpu:1";

    static Stream<Arguments> badRequests() {
        Tensor wrongType = new Tensor("image", DataType.UINT8, new long[] {1, 1, 28, 28}, bytes(784));
        return Stream.of(
                Arguments.of(request(), "input 'image': missing (expected: FP32 [-1, 1, 28, 28])"),
                Arguments.of(request(named("imgae")), "no input 'imgae' (did you mean 'image'?)"),
                Arguments.of(request(named("imgae")), "input 'image': missing"),
                Arguments.of(request(image(1), named("mask")), "no input 'mask' (expected: image)"),
                Arguments.of(request(image(1), image(2)), "input 'image': given twice"),
                Arguments.of(request(wrongType), "input 'image': type UINT8 (expected: FP32)"),
                Arguments.of(
                        request(floats("image", new long[] {28, 28}, new float[784])),
                        "input 'image': shape [28, 28] (expected: [-1, 1, 28, 28], -1 is any size from 1)"),
                Arguments.of(
                        request(floats("image", new long[] {1, 1, 14, 56}, new float[784])), "shape [1, 1, 14, 56]"),
                Arguments.of(request(floats("image", new long[] {0, 1, 28, 28})), "shape [0, 1, 28, 28]"),
                Arguments.of(
                        new InferenceRequest("fashion", "", List.of(image(1)), List.of("score"), null, null, false),
                        "no output 'score' (did you mean 'scores'?)"),
                Arguments.of(
                        new InferenceRequest(
                                "fashion", "", List.of(image(1)), List.of("scores", "scores"), null, null, false),
                        "output 'scores': asked for twice"));
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void request_thatDoesNotFitTheSignature_isRefusedWithTheReason(InferenceRequest request, String reason) {
        try (TestingServer testing = new TestingServer(fashion())) {
            testing.swap("fashion", PRUNED);
            InferenceException e = refusal(testing, request);
            assertThat(e.kind()).isEqualTo(Kind.INVALID_INPUT);
            assertThat(e).hasMessageContaining(reason).hasMessageContaining("model 'fashion'");
            assertThat(testing.errors).containsExactly("fashion//invalid_input");
            assertThat(testing.collector.drain()).isEmpty();
        }
    }

    @Test
    void inputs_ofDifferentBatch_areRefused() {
        TensorSpec a = new TensorSpec("a", DataType.FP32, List.of(-1L, 2L));
        TensorSpec b = new TensorSpec("b", DataType.FP32, List.of(-1L));
        SignatureCheck check = new SignatureCheck("m", List.of(a, b), List.of(a));
        InferenceRequest request = ask("m", floats("a", new long[] {1, 2}, 1, 2), floats("b", new long[] {3}, 1, 2, 3));
        assertThat(catchThrowableOfType(InferenceException.class, () -> check.check(request)))
                .hasMessage("model 'm': input 'b': shape [3] (expected: first dimension 1 as of input 'a')");
    }

    @Test
    void request_toUnknownModel_namesTheNearest() {
        try (TestingServer testing = new TestingServer(fashion())) {
            InferenceException e = refusal(testing, ask("fashoin", image(1)));
            assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_MODEL);
            assertThat(e).hasMessage("no model 'fashoin' (did you mean 'fashion'?)");
            assertThat(testing.server.signature("fashoin")).isEmpty();
        }
    }

    @Test
    void request_withMinimumAccuracy_isAnsweredByAResidentGearThatHasIt() {
        try (TestingServer testing = new TestingServer(fashion())) {
            testing.swap("fashion", FULL);
            testing.swap("fashion", PRUNED, FULL);
            assertThat(gear(testing, ask("fashion", null, 0.93, false, image(1))))
                    .isEqualTo(PRUNED);
            assertThat(gear(testing, ask("fashion", null, 0.935, false, image(1))))
                    .isEqualTo(FULL);
            assertThat(gear(testing, ask("fashion", null, 0.99, false, image(1))))
                    .isEqualTo(PRUNED);
        }
    }

    @Test
    void answers_areCountedWithLatencyEnergyAndLateness() {
        try (TestingServer testing = new TestingServer(fashion())) {
            testing.swap("fashion", PRUNED);
            testing.server.objectives(Map.of("fashion", 1e-6));
            gear(testing, ask("fashion", image(1)));
            gear(testing, ask("fashion", 1e9, null, false, image(2)));
            List<Observation> seen = testing.collector.drain();
            assertThat(seen).singleElement().satisfies(observation -> {
                assertThat(observation.gear()).isEqualTo(PRUNED);
                assertThat(observation.requests()).isEqualTo(2);
                assertThat(observation.errors()).isZero();
                assertThat(observation.late()).isEqualTo(1);
                assertThat(observation.meanLatencyMs()).isPositive().isLessThanOrEqualTo(observation.maxLatencyMs());
                assertThat(observation.energyMj()).isPositive();
                assertThat(observation.bytesSent()).isZero();
            });
            assertThat(testing.collector.drain()).isEmpty();
        }
    }

    private static String gear(TestingServer testing, InferenceRequest request) {
        try (InferenceResult result = testing.infer(request)) {
            return result.gear();
        }
    }

    private static InferenceException refusal(TestingServer testing, InferenceRequest request) {
        return catchThrowableOfType(InferenceException.class, () -> testing.infer(request));
    }

    private static InferenceRequest request(Tensor... inputs) {
        return ask("fashion", inputs);
    }

    private static Tensor named(String name) {
        return floats(name, new long[] {1, 1, 28, 28}, new float[784]);
    }

    private static ByteBuffer bytes(int n) {
        return ByteBuffer.allocateDirect(n).order(ByteOrder.LITTLE_ENDIAN);
    }
}
