package io.gearshift.registry.gear;

import static io.gearshift.registry.gear.TestingModels.ask;
import static io.gearshift.registry.gear.TestingModels.fashion;
import static io.gearshift.registry.gear.TestingModels.floats;
import static io.gearshift.registry.gear.TestingModels.image;
import static io.gearshift.registry.gear.TestingModels.local;
import static io.gearshift.registry.gear.TestingModels.tiny;
import static io.gearshift.registry.gear.TestingModels.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceException.Kind;
import io.gearshift.core.serve.InferenceResult;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.registry.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapTest {

    private static final String FULL = "full@cpu:1";
    private static final String PRUNED = "pruned@cpu:1";
    private static final int CLIENTS = 8;
    private static final int SWAPS = 200;
    private static final int IMAGES = 16;

    @TempDir
    Path folder;

    @Test
    void swaps_underEightClients_loseNoRequestAndEveryAnswerIsItsVariantsOwn() throws Exception {
        try (TestingServer testing = new TestingServer(fashion())) {
            Map<String, List<float[]>> expected = new HashMap<>();
            for (String gear : List.of(FULL, PRUNED)) {
                assertThat(testing.swap("fashion", gear).problem()).isNull();
                List<float[]> answers = new ArrayList<>();
                for (int i = 0; i < IMAGES; i++) {
                    answers.add(answer(testing, image(i)));
                }
                expected.put(gear, answers);
            }
            Map<String, LongAdder> served = Map.of(FULL, new LongAdder(), PRUNED, new LongAdder());
            AtomicBoolean isOver = new AtomicBoolean();
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            List<Future<Map<String, Integer>>> counts = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = client;
                counts.add(clients.submit((Callable<Map<String, Integer>>) () -> {
                    Map<String, Integer> answers = new HashMap<>();
                    for (int i = first; !isOver.get(); i++) {
                        try (InferenceResult result = testing.infer(ask("fashion", image(i % IMAGES)))) {
                            assertThat(floats(result.outputs().get(0)))
                                    .isEqualTo(expected.get(result.gear()).get(i % IMAGES));
                            assertThat(result.decision()).isEqualTo("d-" + result.gear());
                            answers.merge(result.gear(), 1, Integer::sum);
                            served.get(result.gear()).increment();
                        }
                    }
                    return answers;
                }));
            }
            for (int i = 0; i < SWAPS; i++) {
                String to = i % 2 == 0 ? FULL : PRUNED;
                String other = i % 2 == 0 ? PRUNED : FULL;
                SwapResult result = i % 5 == 0 ? testing.swap("fashion", to, other) : testing.swap("fashion", to);
                assertThat(result.problem()).isNull();
                long before = served.get(to).sum();
                awaitTrue(() -> served.get(to).sum() > before);
                if (i % 2 == 0) {
                    awaitTrue(() -> testing.sessions.open.get()
                            <= testing.server.resident("fashion").size());
                }
            }
            isOver.set(true);
            Map<String, Integer> total = new HashMap<>();
            for (Future<Map<String, Integer>> count : counts) {
                count.get().forEach((gear, n) -> total.merge(gear, n, Integer::sum));
            }
            clients.shutdown();
            assertThat(total).containsOnlyKeys(FULL, PRUNED);
            assertThat(testing.errors).isEmpty();
            assertThat(testing.sessions.loaded.get()).isGreaterThan(SWAPS / 3);
            testing.server.close();
            testing.awaitSwaps();
            assertThat(testing.sessions.violations).isEmpty();
            assertThat(testing.sessions.open).hasValue(0);
        }
    }

    /** Ends when the condition holds; the limit only ends a test that hangs. */
    private static void awaitTrue(BooleanSupplier condition) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(limit);
            Thread.yield();
        }
    }

    private static float[] answer(TestingServer testing, Tensor input) {
        try (InferenceResult result = testing.infer(ask("fashion", input))) {
            return floats(result.outputs().get(0));
        }
    }

    @Test
    void swap_ofFirstGear_measuresEveryPhaseAndMakesReady() {
        try (TestingServer testing = new TestingServer(fashion())) {
            assertThat(testing.server.isReady("fashion")).isFalse();
            assertThatThrownBy(() -> testing.infer(ask("fashion", image(1))))
                    .isInstanceOfSatisfying(
                            InferenceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_READY));
            SwapResult result = testing.swap("fashion", PRUNED);
            assertThat(result.isSuccess()).isTrue();
            assertThat(result.wasResident()).isFalse();
            assertThat(result.phaseMs())
                    .containsOnlyKeys(SwapPhase.LOAD, SwapPhase.WARM_UP, SwapPhase.CANARY, SwapPhase.CUT_OVER);
            assertThat(testing.server.isReady("fashion")).isTrue();
            assertThat(testing.server.active("fashion")).contains(PRUNED);
            assertThat(testing.server.resident("fashion")).containsExactly(PRUNED);
        }
    }

    @Test
    void swap_toResidentGear_paysOnlyTheCutOver() {
        try (TestingServer testing = new TestingServer(fashion())) {
            testing.swap("fashion", FULL);
            testing.swap("fashion", PRUNED, FULL);
            assertThat(testing.server.resident("fashion")).containsExactly(FULL, PRUNED);
            SwapResult back = testing.swap("fashion", FULL);
            assertThat(back.wasResident()).isTrue();
            assertThat(back.phaseMs()).containsOnlyKeys(SwapPhase.CUT_OVER);
            assertThat(testing.server.resident("fashion")).containsExactly(FULL);
        }
    }

    @Test
    void swap_keepingAGearThatIsNotLoaded_loadsItBehindTheCutOver() {
        try (TestingServer testing = new TestingServer(fashion())) {
            testing.swap("fashion", FULL, PRUNED);
            testing.swap("fashion", FULL, PRUNED);
            assertThat(testing.server.resident("fashion")).containsExactly(FULL, PRUNED);
        }
    }

    @Test
    void gear_leasedDuringSwap_closesOnlyAfterItsLastLeaseAndCanComeBackBefore() {
        try (TestingServer testing = new TestingServer(fashion())) {
            testing.swap("fashion", FULL);
            InferenceResult held = testing.infer(ask("fashion", image(1)));
            testing.swap("fashion", PRUNED);
            assertThat(testing.server.resident("fashion")).containsExactly(PRUNED);
            assertThat(testing.sessions.open).hasValue(2);

            SwapResult back = testing.swap("fashion", FULL);
            assertThat(back.wasResident()).isTrue();
            held.close();
            held.close();
            try (InferenceResult result = testing.infer(ask("fashion", image(1)))) {
                assertThat(result.gear()).isEqualTo(FULL);
            }
            testing.server.close();
            testing.awaitSwaps();
            assertThat(testing.sessions.violations).isEmpty();
            assertThat(testing.sessions.open).hasValue(0);
        }
    }

    @Test
    void swap_toFileThatIsNoModel_keepsTheOldGearAndNamesTheLoad() throws IOException {
        Path good = TinyOnnx.write(folder.resolve("good.onnx"), "Abs");
        Path broken = Files.writeString(folder.resolve("broken.onnx"), "no model");
        expectKept(tiny(folder, local("good", good, 0.9), local("bad", broken, 0.8)), SwapPhase.LOAD, "broken.onnx");
    }

    @Test
    void swap_toVariantThatGivesNaN_keepsTheOldGearAndNamesTheCanary() {
        Path good = TinyOnnx.write(folder.resolve("good.onnx"), "Abs");
        Path nan = TinyOnnx.write(folder.resolve("nan.onnx"), "Neg", "Sqrt");
        expectKept(
                tiny(folder, local("good", good, 0.9), local("bad", nan, 0.8)),
                SwapPhase.CANARY,
                "output 'y': element 0 is not a finite number");
    }

    @Test
    void swap_toVariantThatDisagreesWithTheReference_keepsTheOldGearAndSaysByHowMuch() {
        Path good = TinyOnnx.write(folder.resolve("good.onnx"), "Abs");
        Path other = TinyOnnx.write(folder.resolve("other.onnx"), "Neg");
        expectKept(
                tiny(folder, local("good", good, 0.9), local("bad", other, 0.8)),
                SwapPhase.CANARY,
                "reference variant 'good': COSINE -1.000 (expected: at least 0.5)");
    }

    @Test
    void swap_toUnknownVariant_keepsTheOldGearAndNamesTheNearest() {
        Path good = TinyOnnx.write(folder.resolve("good.onnx"), "Abs");
        try (TestingServer testing = new TestingServer(tiny(folder, local("good", good, 0.9)))) {
            assertThat(testing.swap("tiny", "goood@cpu:1").problem()).contains("did you mean 'good'?");
            assertThat(testing.swap("tony", "good@cpu:1").problem()).contains("no model 'tony' (did you mean 'tiny'?");
            assertThat(testing.swap("tiny", "good").problem()).contains("variant@provider:threads");
            assertThat(testing.swap("tiny", "good@remote:0").problem()).contains("is local");
        }
    }

    private static void expectKept(Manifest manifest, SwapPhase phase, String problem) {
        try (TestingServer testing = new TestingServer(manifest)) {
            testing.swap("tiny", "good@cpu:1");
            SwapResult result = testing.swap("tiny", "bad@cpu:1");
            assertThat(result.failedIn()).isEqualTo(phase);
            assertThat(result.problem()).contains(problem);
            assertThat(testing.server.active("tiny")).contains("good@cpu:1");
            assertThat(testing.server.resident("tiny")).containsExactly("good@cpu:1");
            assertThat(testing.sessions.open).hasValue(1);
            try (InferenceResult answer = testing.infer(ask("tiny", x(1, -2, 3, -4)))) {
                assertThat(floats(answer.outputs().get(0))).containsExactly(1, 2, 3, 4);
                assertThat(answer.decision()).isEqualTo("d-good@cpu:1");
            }
        }
    }

    @Test
    void variants_thatShareTheReference_loadItOnceForTheirCanary() {
        Path good = TinyOnnx.write(folder.resolve("good.onnx"), "Abs");
        Path same = TinyOnnx.write(folder.resolve("same.onnx"), "Abs", "Abs");
        try (TestingServer testing = new TestingServer(
                tiny(folder, local("good", good, 0.9), local("a", same, 0.8), local("b", same, 0.8)))) {
            testing.swap("tiny", "a@cpu:1");
            assertThat(testing.sessions.loaded).hasValue(2);
            testing.swap("tiny", "b@cpu:1");
            assertThat(testing.sessions.loaded).hasValue(3);
        }
    }

    @Test
    void update_removesAndAddsModels_othersKeepServing() {
        Path good = TinyOnnx.write(folder.resolve("good.onnx"), "Abs");
        Manifest tiny = tiny(folder, local("good", good, 0.9));
        try (TestingServer testing = new TestingServer(fashion(), tiny)) {
            testing.swap("fashion", FULL);
            testing.swap("tiny", "good@cpu:1");
            InferenceResult held = testing.infer(ask("tiny", x(1, 2, 3, 4)));
            testing.update(fashion());
            assertThat(testing.server.models()).containsExactly("fashion");
            assertThatThrownBy(() -> testing.infer(ask("tiny", x(1, 2, 3, 4))))
                    .isInstanceOfSatisfying(
                            InferenceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_MODEL));
            assertThat(floats(held.outputs().get(0))).containsExactly(1, 2, 3, 4);
            held.close();
            assertThat(testing.server.isReady("fashion")).isTrue();
            testing.update(fashion(), tiny);
            assertThat(testing.server.isReady("tiny")).isFalse();
            assertThat(testing.swap("tiny", "good@cpu:1").isSuccess()).isTrue();
        }
    }

    @Test
    void update_withAnotherBuildOfTheGearInForce_makesItAnewUnderTheSameDecision() {
        Path first = TinyOnnx.write(folder.resolve("first.onnx"), "Abs");
        Path second = TinyOnnx.write(folder.resolve("second.onnx"), "Abs", "Sqrt");
        try (TestingServer testing = new TestingServer(tiny(folder, local("good", first, 0.9)))) {
            testing.swap("tiny", "good@cpu:1");
            testing.update(tiny(folder, local("good", second, 0.9)));
            testing.swap("tiny", "none@cpu:1"); // behind the update
            try (InferenceResult answer = testing.infer(ask("tiny", x(4, 9, 16, 25)))) {
                assertThat(floats(answer.outputs().get(0))).containsExactly(2, 3, 4, 5);
                assertThat(answer.decision()).isEqualTo("d-good@cpu:1");
            }
        }
    }

    @Test
    void update_withAnotherSignature_checksRequestsByItAndLetsOldOnesEnd() {
        Path first = TinyOnnx.write(folder.resolve("first.onnx"), "Abs");
        Manifest before = tiny(folder, local("good", first, 0.9));
        try (TestingServer testing = new TestingServer(before)) {
            testing.swap("tiny", "good@cpu:1");
            InferenceResult held = testing.infer(ask("tiny", x(1, 2, 3, 4)));
            testing.update(TestingModels.renamed(before, "w"));
            assertThatThrownBy(() -> testing.infer(ask("tiny", x(1, 2, 3, 4))))
                    .hasMessageContaining("no input 'x'")
                    .hasMessageContaining("input 'w': missing");
            assertThat(floats(held.outputs().get(0))).containsExactly(1, 2, 3, 4);
            held.close();
            testing.update(before);
            testing.swap("tiny", "good@cpu:1");
            try (InferenceResult answer = testing.infer(ask("tiny", x(-1, 2, 3, 4)))) {
                assertThat(floats(answer.outputs().get(0))).containsExactly(1, 2, 3, 4);
            }
        }
    }

    @Test
    void close_refusesRequestsAndClosesEverySession() {
        TestingServer testing = new TestingServer(fashion());
        try (testing) {
            testing.swap("fashion", FULL, PRUNED);
            testing.server.close();
            assertThatThrownBy(() -> testing.infer(ask("fashion", image(1))))
                    .isInstanceOfSatisfying(
                            InferenceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_READY));
            testing.awaitSwaps();
            assertThat(testing.sessions.open).hasValue(0);
        }
    }
}
