package io.gearshift.registry.gear;

import static io.gearshift.registry.gear.TestingModels.ask;
import static io.gearshift.registry.gear.TestingModels.cloud;
import static io.gearshift.registry.gear.TestingModels.floats;
import static io.gearshift.registry.gear.TestingModels.local;
import static io.gearshift.registry.gear.TestingModels.tiny;
import static io.gearshift.registry.gear.TestingModels.x;
import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.estimate.Observation;
import io.gearshift.core.serve.InferenceResult;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.registry.gear.TestingCloud.Vice;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.onnx.RunOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Timeout(60)
class CloudGearTest {

    private static final String LOCAL = "good@cpu:1";
    private static final String CLOUD = "far@remote:0";
    /** Long enough for a healthy answer on a busy machine, short enough to wait for in a test. */
    private static final double DEADLINE_MS = 2000;

    private final TestingCloud cloud = new TestingCloud();

    @TempDir
    Path folder;

    private TestingServer testing;

    @BeforeEach
    void open() {
        testing = new TestingServer(cloud.endpoints(), manifest("box"));
        testing.server.objectives(Map.of("tiny", DEADLINE_MS));
    }

    @AfterEach
    void close() {
        cloud.close();
        testing.close();
        assertThat(testing.sessions.violations).isEmpty();
    }

    private Manifest manifest(String endpoint) {
        Path good = TinyOnnx.write(folder.resolve("good.onnx"), "Abs");
        return tiny(folder, local("good", good, 0.8), cloud("far", endpoint, 0.9));
    }

    @Test
    void cloudGear_thatAnswers_isNamedAndItsLocalStandInIsLoaded() {
        SwapResult swap = testing.swap("tiny", CLOUD);
        assertThat(swap.problem()).isNull();
        assertThat(testing.server.resident("tiny")).containsExactly(CLOUD, LOCAL);
        assertThat(testing.links).contains("box=true");
        try (InferenceResult result = testing.infer(ask("tiny", x(1, -2, 3, -4)))) {
            assertThat(floats(result.outputs().get(0))).containsExactly(1, 2, 3, 4);
            assertThat(result.gear()).isEqualTo(CLOUD);
            assertThat(result.provider()).isEqualTo("remote");
            assertThat(result.isFallback()).isFalse();
        }
        Observation seen = observations().get(CLOUD);
        assertThat(seen.requests()).isEqualTo(1);
        assertThat(seen.errors()).isZero();
        assertThat(seen.bytesSent()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(
            value = Vice.class,
            mode = Mode.EXCLUDE,
            names = {"NONE", "WRONG_VALUES"})
    void cloudGear_thatFailsOrLies_isReplacedByTheLocalGearWhileItStillHangs(Vice vice) {
        testing.swap("tiny", CLOUD);
        testing.collector.drain();
        cloud.vice = vice;
        expectLocalAnswer();
        Map<String, Observation> seen = observations();
        assertThat(seen.get(CLOUD).errors()).isEqualTo(1);
        assertThat(seen.get(CLOUD).requests()).isZero();
        assertThat(seen.get(LOCAL).requests()).isEqualTo(1);
        boolean isHanging = vice == Vice.FROZEN || vice == Vice.SLOW;
        assertThat(testing.errors).containsExactly("tiny/far/" + (isHanging ? "deadline" : "runtime"));
        assertThat(testing.sessions.lastRunOn).startsWith("fallback");
    }

    /** A remote that hangs is given up then, as the test above shows; what is left is the stand-in's. */
    @Test
    void remote_isGivenTheDeadlineWithoutTheTimeThatTheStandInNeeds() {
        LocalSession none = new LocalSession() {
            @Override
            public RunOutput run(List<Tensor> inputs, List<String> outputs) {
                throw new IllegalStateException("not run");
            }

            @Override
            public void close() {}
        };
        GearStats stats = new GearStats("tiny", LOCAL);
        LocalGear gear = new LocalGear(GearName.onCpu("good"), manifest("box").reference(), stats, none);
        assertThat(gear.reserveMs(20, 0, 1)).isEqualTo(5);
        stats.warmedUp(8);
        assertThat(stats.tailMs()).isEqualTo(12);
        assertThat(gear.reserveMs(100, 0, 1)).isEqualTo(10 + 2 * 12);
        assertThat(gear.reserveMs(100, 3, 1)).isEqualTo(10 + 2 * 12 + 3 * 8);
        assertThat(gear.reserveMs(1000, 0, 1)).isEqualTo(100 + 2 * 12);
    }

    @Test
    void cloudGear_killed_isReplacedByTheLocalGear() {
        testing.swap("tiny", CLOUD);
        expectCloudAnswer();
        cloud.kill();
        expectLocalAnswer();
    }

    @Test
    void requests_whileTheRemoteIsFrozen_waitOnNoThreadAndAllGetLocalAnswers() {
        testing.swap("tiny", CLOUD);
        cloud.vice = Vice.FROZEN;
        List<CompletableFuture<InferenceResult>> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            asked.add(testing.server.infer(ask("tiny", x(i, -i, 1, -1))).toCompletableFuture());
        }
        for (int i = 0; i < asked.size(); i++) {
            try (InferenceResult result = asked.get(i).join()) {
                assertThat(result.gear()).isEqualTo(LOCAL);
                assertThat(result.isFallback()).isTrue();
                assertThat(floats(result.outputs().get(0))).containsExactly(i, i, 1, 1);
            }
        }
    }

    @Test
    void cloudGear_thatFailedThreeTimes_isNotAskedForAWhileAndTheLinkIsReported() {
        testing.swap("tiny", CLOUD);
        cloud.vice = Vice.SERVER_ERROR;
        for (int i = 0; i < LinkBreaker.FAILURES; i++) {
            expectLocalAnswer();
        }
        assertThat(testing.links).contains("box=false");
        int questions = cloud.questions.get();
        expectLocalAnswer();
        assertThat(cloud.questions).hasValue(questions);
        assertThat(observations().get(CLOUD).errors()).isEqualTo(LinkBreaker.FAILURES + 1);
    }

    @Test
    void request_withNoTimeForARemote_isAnsweredLocallyWithoutAsking() {
        testing.swap("tiny", CLOUD);
        int questions = cloud.questions.get();
        try (InferenceResult result = testing.infer(ask("tiny", 0.5, null, false, x(1, 2, 3, 4)))) {
            assertThat(result.gear()).isEqualTo(LOCAL);
            assertThat(result.isFallback()).isTrue();
        }
        assertThat(cloud.questions).hasValue(questions);
    }

    @Test
    void privateRequest_neverLeavesTheDevice() {
        testing.swap("tiny", CLOUD);
        int questions = cloud.questions.get();
        try (InferenceResult result = testing.infer(ask("tiny", null, 0.9, true, x(1, 2, 3, 4)))) {
            assertThat(result.gear()).isEqualTo(LOCAL);
            assertThat(result.isFallback()).isFalse();
        }
        assertThat(cloud.questions).hasValue(questions);
    }

    @Test
    void gearThatMayNotBeAsked_isAnsweredForHereWhileItIsInForce() {
        testing.swap("tiny", CLOUD);
        int questions = cloud.questions.get();
        testing.server.keepHere(Map.of("tiny", Set.of(CLOUD)));
        testing.update(manifest("box")); // the ban outlives a reload of the manifest
        try (InferenceResult result = testing.infer(ask("tiny", x(1, 2, 3, 4)))) {
            assertThat(result.gear()).isEqualTo(LOCAL);
        }
        assertThat(cloud.questions).hasValue(questions);

        testing.server.keepHere(Map.of());
        try (InferenceResult result = testing.infer(ask("tiny", x(1, 2, 3, 4)))) {
            assertThat(result.gear()).isEqualTo(CLOUD);
        }
    }

    @Test
    void swap_toARemoteThatIsNotThere_keepsTheLocalGear() {
        testing.swap("tiny", LOCAL);
        cloud.kill();
        SwapResult result = testing.swap("tiny", CLOUD);
        assertThat(result.failedIn()).isEqualTo(SwapPhase.WARM_UP);
        assertThat(result.problem()).contains("endpoint box");
        assertThat(testing.server.active("tiny")).contains(LOCAL);
        assertThat(testing.server.resident("tiny")).containsExactly(LOCAL);
        assertThat(testing.links).contains("box=false");
    }

    @Test
    void swap_toARemoteThatServesAnotherModel_failsInTheCanary() {
        testing.swap("tiny", LOCAL);
        cloud.vice = Vice.WRONG_VALUES;
        SwapResult result = testing.swap("tiny", CLOUD);
        assertThat(result.failedIn()).isEqualTo(SwapPhase.CANARY);
        assertThat(result.problem()).contains("reference variant 'good'");
        assertThat(testing.server.active("tiny")).contains(LOCAL);
    }

    @Test
    void swap_toAnEndpointThatIsNotConfigured_namesTheNearest() {
        testing.update(manifest("boks"));
        SwapResult result = testing.swap("tiny", CLOUD);
        assertThat(result.failedIn()).isEqualTo(SwapPhase.LOAD);
        assertThat(result.problem()).contains("endpoint 'boks' is not configured (did you mean 'box'?");
    }

    @Test
    void update_withAnotherBuildOfTheStandIn_keepsAStandIn() {
        testing.swap("tiny", CLOUD);
        Path other = TinyOnnx.write(folder.resolve("other.onnx"), "Abs", "Abs");
        testing.update(tiny(folder, local("good", other, 0.8), cloud("far", "box", 0.9)));
        testing.swap("tiny", "none@cpu:1"); // behind the update
        assertThat(testing.server.resident("tiny")).containsExactly(CLOUD, LOCAL);
        assertThat(testing.sessions.loaded).hasValueGreaterThanOrEqualTo(2);
        cloud.vice = Vice.SERVER_ERROR;
        expectLocalAnswer();
    }

    @Test
    void swap_backToTheStandIn_isACutOverAndClosesTheCloudGear() {
        testing.swap("tiny", CLOUD);
        SwapResult back = testing.swap("tiny", LOCAL);
        assertThat(back.wasResident()).isTrue();
        assertThat(testing.server.resident("tiny")).containsExactly(LOCAL);
    }

    @Test
    void probe_tellsWhetherTheRemoteIsThere() {
        testing.server.probeLinks(TestingServer.seconds(5));
        awaitLink("box=true");
        cloud.kill();
        testing.server.probeLinks(TestingServer.seconds(5));
        awaitLink("box=false");
    }

    private void awaitLink(String link) {
        while (!testing.links.contains(link)) {
            Thread.onSpinWait();
        }
    }

    private void expectCloudAnswer() {
        try (InferenceResult result = testing.infer(ask("tiny", x(1, -2, 3, -4)))) {
            assertThat(result.gear()).isEqualTo(CLOUD);
        }
    }

    private void expectLocalAnswer() {
        try (InferenceResult result = testing.infer(ask("tiny", x(1, -2, 3, -4)))) {
            assertThat(floats(result.outputs().get(0))).containsExactly(1, 2, 3, 4);
            assertThat(result.gear()).isEqualTo(LOCAL);
            assertThat(result.variant()).isEqualTo("good");
            assertThat(result.provider()).isEqualTo("cpu");
            assertThat(result.isFallback()).isTrue();
        }
    }

    private Map<String, Observation> observations() {
        return testing.collector.drain().stream().collect(Collectors.toMap(Observation::gear, Function.identity()));
    }
}
