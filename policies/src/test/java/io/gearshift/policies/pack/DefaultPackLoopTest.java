package io.gearshift.policies.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.policy.Attention;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.reading.Signal;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in pack in the real loop: which gear is in force in the end. */
class DefaultPackLoopTest {

    private static final Scene PRIVATE = new Scene("call", Attention.INTERACTIVE, null, null, true);

    @TempDir
    static Path folder;

    private static Policy policy;

    @BeforeAll
    static void load() throws Exception {
        policy = new PackStore(folder).load(BuiltIn.DEFAULT);
    }

    @AfterAll
    static void close() {
        policy.close();
    }

    private static TestingLoop calm() {
        return new TestingLoop(policy, TestingLoop.minilm(), TestingLoop.fashion())
                .calm()
                .run(20);
    }

    private static void assertFull(TestingLoop loop) {
        assertThat(loop.gear("minilm")).startsWith("full@");
        assertThat(loop.gear("fashion")).startsWith("full@");
    }

    private static void assertLightest(TestingLoop loop) {
        assertThat(loop.gear("minilm")).isEqualTo("int8@cpu:1");
        assertThat(loop.gear("fashion")).isEqualTo("pruned@cpu:1");
    }

    @Test
    void device_calmAndCharged_runsTheMostAccurateGears() {
        assertFull(calm());
    }

    @Test
    void device_ofWhichNothingIsKnown_runsTheMostAccurateGears() {
        assertFull(new TestingLoop(policy, TestingLoop.minilm(), TestingLoop.fashion()).run(30));
    }

    @Test
    void heat_pastTheTripPoint_leavesForTheLightestGearsAtOnceAndSaysWhy() {
        TestingLoop loop = calm().temperature(96).run(1);
        assertLightest(loop);
        Decision decision = loop.shift("fashion");
        Decision.Reason reason = decision.reasons().get(0);
        assertThat(reason.name()).isEqualTo("At the trip point: only the lightest local gear");
        assertThat(reason.where()).startsWith("heat.drl:");
        assertThat(reason.evidence()).contains("heat = CRITICAL", "temperatureC = 96", "tripC = 95");
    }

    @Test
    void heat_gone_comesBackAfterTheDwellAndNotBefore() {
        TestingLoop loop = calm().temperature(96).run(30).temperature(50).run(5);
        assertLightest(loop);
        assertFull(loop.run(30));
    }

    @Test
    void heat_risingSteadily_leavesTheHeavyGearsBeforeTheTripPoint() {
        TestingLoop loop = calm();
        double celsius = 60;
        while (loop.gear("minilm").startsWith("full@") && celsius < 95) {
            celsius += 0.5;
            loop.temperature(celsius).run(1);
        }
        assertThat(celsius).isLessThan(88);
        assertThat(loop.gear("minilm")).isEqualTo("int8@cpu:1");
    }

    @Test
    void battery_nearlyEmpty_runsTheLightestGearsUntilCharged() {
        TestingLoop loop = calm().battery(0.08, false).run(1);
        assertLightest(loop);
        assertThat(loop.shift("minilm").reasons().get(0).evidence()).contains("batteryRatio = 0.0800");
        assertFull(loop.battery(0.6, true).run(40));
    }

    @Test
    void battery_low_runsLightGearsAndOnChargeTheAccurateOnes() {
        TestingLoop loop = calm().battery(0.15, false).run(1);
        assertThat(loop.gear("minilm")).startsWith("int8@");
        assertThat(loop.gear("fashion")).startsWith("pruned@");
        assertFull(loop.battery(0.15, true).run(40));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void noise_aroundTheHotBound_doesNotFlap(int seed) {
        Random random = new Random(seed);
        TestingLoop loop = calm();
        for (double c = 45; c < 87; c += 0.25) {
            loop.temperature(c).run(1);
        }
        int before = loop.swaps();
        for (int i = 0; i < 600; i++) {
            loop.temperature(87 + 3 * (random.nextDouble() - 0.5)).run(1);
        }
        assertThat(loop.swaps() - before).isLessThanOrEqualTo(2); // one for each model
    }

    /** The full gear alone would take the device past its trip point, the light one cools it: no setting holds for ever. */
    @Test
    void heat_madeByTheGearItself_staysUnderTheTripPointWithFewSwaps() {
        TestingLoop loop = calm();
        int before = loop.swaps();
        double celsius = 45;
        double most = 0;
        for (int i = 0; i < 3600; i++) {
            double settles = loop.gear("minilm").startsWith("full@") ? 100 : 65;
            celsius += (settles - celsius) / 60;
            most = Math.max(most, celsius);
            loop.temperature(celsius).run(1);
        }
        assertThat(most).isLessThan(95);
        assertThat(loop.swaps() - before).isLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void noise_aroundBatteryAndLoadBounds_doesNotFlap(int seed) {
        Random random = new Random(seed);
        TestingLoop loop = calm();
        int before = loop.swaps();
        for (int i = 0; i < 600; i++) {
            loop.battery(0.20 + 0.02 * (random.nextDouble() - 0.5), false)
                    .sense(Signal.PRESSURE_CPU, "", 0.30 + 0.08 * (random.nextDouble() - 0.5))
                    .run(1);
        }
        assertThat(loop.swaps() - before).isLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void noise_ofTheDrainAroundTheTimeToEmpty_doesNotFlap(int seed) {
        Random random = new Random(seed);
        TestingLoop loop = calm();
        loop.sense(Signal.BATTERY_ENERGY, "BAT0", 12_000).battery(0.5, false);
        int before = loop.swaps();
        for (int i = 0; i < 600; i++) {
            loop.sense(Signal.BATTERY_POWER, "BAT0", 9 + 2 * random.nextDouble())
                    .run(1);
        }
        assertThat(loop.swaps() - before).isLessThanOrEqualTo(2);
    }

    @Test
    void temperature_fallenSilent_isCareful() {
        TestingLoop loop = calm().silence(Signal.TEMPERATURE, "thermal_zone0").run(30);
        assertLightest(loop);
    }

    @Test
    void processor_saturated_answersFastOnOneThread() {
        assertLightest(calm().sense(Signal.PRESSURE_CPU, "", 0.8).run(20));
    }

    @Test
    void memory_nearlyUsedUp_shrinks() {
        TestingLoop loop =
                calm().sense(Signal.MEMORY_AVAILABLE, "", 400 * TestingLoop.MIB).run(1);
        assertThat(loop.gear("minilm")).startsWith("int8@");
        assertThat(loop.gear("fashion")).startsWith("pruned@");
    }

    @Test
    void scene_inTheBackground_savesEnergyAndComesBack() {
        TestingLoop loop = calm().scene(new Scene("sync", Attention.BACKGROUND, null, null, false))
                .run(20);
        assertLightest(loop);
        assertFull(loop.scene(Scene.initial()).run(30));
    }

    @Test
    void cloud_whileTheDeviceIsWell_isNotUsed() {
        TestingLoop loop = cloudy().run(30);
        assertThat(loop.gear("fashion")).startsWith("full@cpu");
    }

    @Test
    void cloud_reachableWhenTheDeviceIsTooHot_answersInFull() {
        TestingLoop loop = cloudy().temperature(96).run(20);
        assertThat(loop.gear("fashion")).isEqualTo("cloud@remote:0");
        assertThat(loop.link(false).run(1).gear("fashion")).isEqualTo("pruned@cpu:1");
    }

    @Test
    void cloud_inAPrivateScene_isNeverUsed() {
        TestingLoop loop = cloudy().temperature(96).run(20);
        assertThat(loop.scene(PRIVATE).run(1).gear("fashion")).isEqualTo("pruned@cpu:1");
        assertThat(loop.run(60).gear("fashion")).isEqualTo("pruned@cpu:1");
    }

    @Test
    void cloud_onAMeteredNetworkOrWithoutOne_isNotUsed() {
        TestingLoop loop = cloudy().temperature(96);
        assertThat(loop.sense(Signal.NETWORK_METERED, "eth0", 1).run(20).gear("fashion"))
                .isEqualTo("pruned@cpu:1");
        loop.sense(Signal.NETWORK_METERED, "eth0", 0).sense(Signal.NETWORK_UP, "eth0", 0);
        assertThat(loop.run(20).gear("fashion")).isEqualTo("pruned@cpu:1");
    }

    private static TestingLoop cloudy() {
        return new TestingLoop(policy, TestingLoop.fashionWithCloud())
                .calm()
                .link(true)
                .run(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void day_anySeed_neverFailsNorLeavesTheDeviceInPrivate(int seed) {
        Random random = new Random(seed);
        TestingLoop loop = cloudy();
        boolean isPrivate = false;
        for (int i = 0; i < 300; i++) {
            loop.temperature(40 + 60 * random.nextDouble())
                    .battery(random.nextDouble(), random.nextBoolean())
                    .sense(Signal.PRESSURE_CPU, "", random.nextDouble())
                    .sense(Signal.NETWORK_UP, "eth0", random.nextInt(3) == 0 ? 0 : 1)
                    .link(random.nextInt(3) > 0);
            if (random.nextInt(20) == 0) {
                isPrivate = !isPrivate;
                loop.scene(isPrivate ? PRIVATE : Scene.initial());
            }
            loop.run(1 + random.nextInt(15));
            if (isPrivate) {
                assertThat(loop.gear("fashion")).contains("@cpu:");
            }
        }
    }
}
