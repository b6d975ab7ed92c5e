package io.gearshift.daemon.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.bundle.Keys;
import io.gearshift.policies.staging.Served;
import io.gearshift.policies.staging.Staging.Phase;
import io.gearshift.policies.staging.StagingSettings;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real server, real files, real signatures; what the daemon would do is only noted. */
class RolloutTest {

    private static final KeyPair KEY = Keys.generate();
    private static final String RUNTIME = "cd".repeat(32);
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final StagingSettings AT_ONCE = new StagingSettings(Duration.ZERO, Duration.ZERO, 0.05, false);
    private static final StagingSettings SHADOWED = new StagingSettings(SOON, Duration.ZERO, 0.05, false);
    private static final StagingSettings WATCHED = new StagingSettings(Duration.ZERO, NEVER, 0.05, false);

    @TempDir
    private static Path tls;

    private static Vertx vertx;
    private static TestingServer server;

    @TempDir
    private Path state;

    private final List<Rollout> open = new ArrayList<>();
    private final TestingDaemon daemon = new TestingDaemon();

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        server = new TestingServer(vertx, TestingServer.certificate(tls));
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    @AfterEach
    void close() {
        open.forEach(Rollout::close);
    }

    private static Bundle bundle(String version) throws Exception {
        return Bundle.of(
                "shop",
                version,
                "ab".repeat(32),
                RUNTIME,
                "0.1.0",
                "code".getBytes(UTF_8),
                "shop",
                Map.of("shop/pack.yaml", version.getBytes(UTF_8)));
    }

    private static byte[] signed(String version) throws Exception {
        return bundle(version).signed(KEY.getPrivate()).bytes();
    }

    private Rollout rollout(StagingSettings settings) {
        return rollout(settings, RUNTIME, KEY);
    }

    private Rollout rollout(StagingSettings settings, String runtime, KeyPair trusted) {
        Rollout rollout = new Rollout(
                new BundleSource(vertx, server.url(), tls.resolve("ca.pem"), null, Duration.ofSeconds(60)),
                new Shelf(state.resolve("bundles"), List.of(trusted.getPublic())),
                settings,
                SOON,
                Clock.systemUTC(),
                new SplittableRandom(1),
                Executors.newSingleThreadScheduledExecutor(),
                runtime);
        open.add(rollout);
        return rollout;
    }

    /** Ends it as a stop of the daemon does. */
    private void end(Rollout rollout) {
        rollout.close();
        open.remove(rollout);
        daemon.happened.clear();
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(state.resolve("bundles"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void newBundle_isChecked_shadowed_putInForce_andNotFetchedAgain() throws Exception {
        server.offer(signed("1.0"));

        rollout(SHADOWED).start(daemon);

        daemon.await("FETCHED");
        daemon.await("check 1.0");
        daemon.await("shadow 1.0");
        daemon.await("STAGED");
        daemon.await("no shadow");
        daemon.await("activate 1.0");
        daemon.await("ACTIVATED");
        daemon.await("UNCHANGED");
        assertThat(files()).containsExactlyInAnyOrder(bundle("1.0").digest() + ".gsp", "rollout.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("bundles"))))
                .isEqualTo("rwx------");
    }

    @Test
    void next_followsTheFirst_whichIsKept_theOneBeforeIsNot() throws Exception {
        server.offer(signed("1.0"));
        rollout(AT_ONCE).start(daemon);
        daemon.await("activate 1.0");
        server.offer(signed("2.0"));
        daemon.await("activate 2.0");
        server.offer(signed("3.0"));
        daemon.await("activate 3.0");
        daemon.await("UNCHANGED");

        assertThat(files())
                .containsExactlyInAnyOrder(
                        bundle("3.0").digest() + ".gsp", bundle("2.0").digest() + ".gsp", "rollout.json");
    }

    @Test
    void riseOfMisses_takesItBack_andRefusesItFromThenOn() throws Exception {
        server.offer(signed("1.0"));
        Rollout before = rollout(AT_ONCE);
        before.start(daemon);
        daemon.await("ACTIVATED");
        daemon.await("UNCHANGED");
        end(before);
        daemon.served = new Served(1000, 0, 0);
        server.offer(signed("2.0"));
        Rollout rollout = rollout(WATCHED);
        rollout.restore();
        rollout.start(daemon);
        daemon.await("activate 2.0");

        daemon.served = new Served(2000, 900, 0);

        daemon.await("activate 1.0");
        assertThat(daemon.await("ROLLED_BACK")).contains("late answers rose from 0.0 % to 90.0 %");
        daemon.await("UNCHANGED");
        assertThat(rollout.staging().whyRefused(bundle("2.0").digest())).isPresent();
        server.offer(signed("2.1"));
        daemon.await("activate 2.1");
    }

    @Test
    void tampered_isNotEvenLookedAt() throws Exception {
        byte[] bytes = signed("1.0");
        bytes[bytes.length / 3] ^= 1;
        server.offer(bytes);
        rollout(AT_ONCE).start(daemon);

        assertThat(daemon.await("UNTRUSTED")).contains("what the server sent");
        daemon.await("UNTRUSTED");
        assertThat(daemon.happened).noneMatch(what -> what.startsWith("check"));
    }

    @Test
    void wrongKeyAndNoKey_areNamed() throws Exception {
        server.offer(bundle("1.0").signed(Keys.generate().getPrivate()).bytes());
        rollout(AT_ONCE).start(daemon);

        assertThat(daemon.await("UNTRUSTED"))
                .contains("what the server sent cannot be used: signed by no key in policy.bundle.publicKeyFile");
        server.offer(bundle("1.0").bytes());
        assertThat(daemon.await("UNTRUSTED what the server sent cannot be used: not signed"))
                .isNotEmpty();
        server.offer(signed("1.0"));
        daemon.await("activate 1.0");
    }

    @Test
    void truncated_isTakenOnceItIsWhole() throws Exception {
        byte[] bytes = signed("1.0");
        server.offer(java.util.Arrays.copyOf(bytes, bytes.length / 2));
        rollout(AT_ONCE).start(daemon);
        daemon.await("UNTRUSTED");

        server.offer(bytes);

        daemon.await("activate 1.0");
    }

    @Test
    void serverInTrouble_isAskedAgain() throws Exception {
        server.behave(r -> r.response().setStatusCode(500).end());
        Rollout rollout = rollout(AT_ONCE);
        rollout.start(daemon);
        assertThat(daemon.await("FAILED")).contains("500");
        assertThat(rollout.lastLook().problem()).contains("500");

        server.offer(signed("1.0"));

        daemon.await("activate 1.0");
        assertThat(rollout.lastLook().problem()).isEmpty();
    }

    @Test
    void failedTests_refuseIt_andItIsNotFetchedAgain() throws Exception {
        daemon.checkProblem = "its tests fail";
        server.offer(signed("1.0"));
        rollout(AT_ONCE).start(daemon);

        assertThat(daemon.await("REFUSED")).isEqualTo("REFUSED its tests fail");
        daemon.await("UNCHANGED");
        assertThat(files()).containsExactly("rollout.json");
    }

    @Test
    void failedActivation_leavesTheOldOne() throws Exception {
        server.offer(signed("1.0"));
        Rollout rollout = rollout(AT_ONCE);
        rollout.start(daemon);
        daemon.await("ACTIVATED");
        daemon.activationProblem = "out of memory";
        server.offer(signed("2.0"));

        assertThat(daemon.await("REFUSED")).isEqualTo("REFUSED out of memory");
        daemon.await("UNCHANGED");
        assertThat(rollout.staging().active().version()).isEqualTo("1.0");
    }

    @Test
    void older_isRefused() throws Exception {
        server.offer(signed("2.0"));
        rollout(AT_ONCE).start(daemon);
        daemon.await("ACTIVATED");
        server.offer(signed("1.9"));

        assertThat(daemon.await("REFUSED")).contains("older than the one in force, shop 2.0");
    }

    @Test
    void restartWithoutNetwork_keepsTheLastGoodOne() throws Exception {
        server.offer(signed("1.0"));
        Rollout before = rollout(AT_ONCE);
        before.start(daemon);
        daemon.await("UNCHANGED");
        end(before);
        server.behave(r -> r.connection().close());

        Rollout after = rollout(AT_ONCE);

        assertThat(after.restore().orElseThrow().head().version()).isEqualTo("1.0");
        after.start(daemon);
        daemon.await("FAILED");
        assertThat(after.staging().active().version()).isEqualTo("1.0");
    }

    @Test
    void restartInShadow_beginsTheShadowAgain() throws Exception {
        server.offer(signed("1.0"));
        Rollout before = rollout(new StagingSettings(NEVER, NEVER, 0.05, false));
        before.start(daemon);
        daemon.await("shadow 1.0");
        daemon.await("UNCHANGED");
        end(before);

        Rollout after = rollout(SHADOWED);

        assertThat(after.restore()).isEmpty();
        after.start(daemon);
        daemon.await("shadow 1.0");
        daemon.await("activate 1.0");
    }

    @Test
    void fileChangedOnDisk_isNotUsed_andFetchedAgain() throws Exception {
        server.offer(signed("1.0"));
        Rollout before = rollout(AT_ONCE);
        before.start(daemon);
        daemon.await("UNCHANGED");
        end(before);
        Files.write(
                state.resolve("bundles/" + bundle("1.0").digest() + ".gsp"),
                bundle("1.0").signed(Keys.generate().getPrivate()).bytes());

        Rollout after = rollout(AT_ONCE);

        assertThat(after.restore()).isEmpty();
        after.start(daemon);
        daemon.await("activate 1.0");
    }

    @Test
    void keyTakenAway_endsTrustInWhatIsHere() throws Exception {
        server.offer(signed("1.0"));
        Rollout before = rollout(AT_ONCE);
        before.start(daemon);
        daemon.await("UNCHANGED");
        end(before);

        assertThat(rollout(AT_ONCE, RUNTIME, Keys.generate()).restore()).isEmpty();
    }

    @Test
    void anotherEngine_givesTheRefusedAnotherChance() throws Exception {
        daemon.checkProblem = "built for another engine";
        server.offer(signed("1.0"));
        Rollout before = rollout(AT_ONCE);
        before.start(daemon);
        daemon.await("REFUSED");
        daemon.await("UNCHANGED");
        end(before);
        daemon.checkProblem = "";

        Rollout after = rollout(AT_ONCE, "ef".repeat(32), KEY);
        after.restore();
        after.start(daemon);

        daemon.await("activate 1.0");
    }

    @Test
    void damagedState_beginsAnew() throws Exception {
        Files.createDirectories(state.resolve("bundles"));
        Files.writeString(state.resolve("bundles/rollout.json"), "{\"staging\":");
        server.offer(signed("1.0"));
        Rollout rollout = rollout(AT_ONCE);

        assertThat(rollout.restore()).isEmpty();
        rollout.start(daemon);

        daemon.await("activate 1.0");
        assertThat(rollout.staging().phase()).isEqualTo(Phase.STEADY);
    }

    @Test
    void notToBeTriedNow_isTriedAgain_andNotRefused() throws Exception {
        daemon.isBusy = true;
        server.offer(signed("1.0"));
        Rollout rollout = rollout(AT_ONCE);
        rollout.start(daemon);
        assertThat(daemon.await("FAILED")).contains("disk full");
        daemon.await("FAILED");
        assertThat(rollout.staging().refused()).isEmpty();

        daemon.isBusy = false;

        daemon.await("activate 1.0");
    }

    @Test
    void byHand_inShadow_itIsRefused() throws Exception {
        server.offer(signed("1.0"));
        Rollout rollout = rollout(new StagingSettings(NEVER, NEVER, 0.05, false));
        rollout.start(daemon);
        daemon.await("STAGED");

        rollout.rollBack();

        daemon.await("no shadow");
        assertThat(daemon.await("REFUSED")).contains("taken back by hand");
        daemon.await("UNCHANGED");
        assertThat(rollout.staging().phase()).isEqualTo(Phase.STEADY);
        assertThat(rollout.staging().active()).isNull();
    }

    @Test
    void byHand_itIsTakenBack() throws Exception {
        server.offer(signed("1.0"));
        Rollout rollout = rollout(AT_ONCE);
        rollout.start(daemon);
        daemon.await("ACTIVATED");

        rollout.rollBack();

        daemon.await("activate configured");
        assertThat(daemon.await("ROLLED_BACK")).contains("taken back by hand; back to the configured pack");
    }
}
