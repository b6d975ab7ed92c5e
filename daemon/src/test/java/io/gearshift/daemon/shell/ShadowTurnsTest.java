package io.gearshift.daemon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.observe.ReloadOutcome;
import io.gearshift.metrics.GearshiftMeters;
import io.gearshift.metrics.decisionlog.DecisionLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who has the shadow: the operator's pack, or the bundle that is being staged. */
@Timeout(120)
class ShadowTurnsTest {

    @TempDir
    private Path folder;

    private final CountDownLatch hold = new CountDownLatch(1);
    private final GearshiftMeters meters =
            new GearshiftMeters(TestingRunner.CLOCK, Duration.ofSeconds(10), Path.of("/proc"));
    private final ExecutorService building = Executors.newSingleThreadExecutor();
    private DecisionLog log;
    private Shadow shadow;
    private ShadowTurns turns;

    @BeforeEach
    void start() throws Exception {
        log = DecisionLog.open(folder, 1 << 20);
        shadow = new Shadow(TestingRunner.CLOCK, meters, log, new EventStream(), building);
        turns = new ShadowTurns(shadow);
    }

    @AfterEach
    void stop() throws Exception {
        hold.countDown();
        shadow.close();
        building.shutdown();
        log.close();
    }

    /** Good each time it is loaded, as often as these tests load it. */
    private static TestingOrigin good(String name) {
        TestingOrigin origin = new TestingOrigin(name, null);
        for (int i = 0; i < 4; i++) {
            origin.then(new TestingPolicy(name, "full"));
        }
        return origin;
    }

    private static TestingOrigin broken(String name) {
        return new TestingOrigin(name, null);
    }

    private ReloadOutcome choose(Origin origin) {
        return Waits.get(turns.choose(origin, Shadow.Watching.NEVER)).outcome();
    }

    private void stage(Origin bundle) {
        assertThat(Waits.get(turns.stage(bundle)).outcome()).isEqualTo(ReloadOutcome.ACTIVATED);
        assertThat(turns.staged()).isEqualTo(bundle);
        runs("bundle");
    }

    private void runs(String pack) {
        Waits.until(pack + " runs", () -> {
            Shadow.View now = shadow.view();
            return now != null && now.policy() != null && now.pack().equals(pack);
        });
    }

    /** All that was asked for has been done. */
    private void settled() {
        Waits.get(CompletableFuture.runAsync(() -> {}, building));
    }

    @Test
    void configured_whileABundleIsStaged_waitsAndRunsAgain() {
        turns.configure(good("configured"), Shadow.Watching.NEVER);
        runs("configured");

        stage(good("bundle"));
        turns.unstage();

        runs("configured");
        assertThat(turns.staged()).isNull();
    }

    @Test
    void configured_thatIsNotGood_isWantedNevertheless() {
        TestingOrigin configured = new TestingOrigin("configured", null); // broken at first
        turns.configure(configured, Shadow.Watching.NEVER);
        settled();
        assertThat(shadow.problem()).contains("configured");
        configured.then(new TestingPolicy("configured", "full"));

        stage(good("bundle"));
        turns.unstage();

        runs("configured");
    }

    @Test
    void operator_whileABundleIsStaged_isTurnedAwayAndNothingHappens() {
        TestingOrigin other = good("other");
        stage(good("bundle"));

        assertThat(turns.choose(other, Shadow.Watching.NEVER)).isNull();
        assertThat(turns.stop()).isFalse();

        settled();
        runs("bundle");
        assertThat(other.loads).hasValue(0);
        turns.unstage();
        settled();
        assertThat(shadow.view()).as("nobody wanted another").isNull();
    }

    @Test
    void chosen_whenGood_takesThePlaceOfTheConfiguredOneForGood() {
        turns.configure(good("configured"), Shadow.Watching.NEVER);
        assertThat(choose(good("chosen"))).isEqualTo(ReloadOutcome.ACTIVATED);

        stage(good("bundle"));
        turns.unstage();

        runs("chosen");
    }

    @Test
    void chosen_whenNotGood_leavesWhatWasWanted() {
        turns.configure(good("configured"), Shadow.Watching.NEVER);
        assertThat(choose(broken("chosen"))).isEqualTo(ReloadOutcome.UNAVAILABLE);

        stage(good("bundle"));
        turns.unstage();

        runs("configured");
    }

    @Test
    void chosen_stillBeingBuiltWhenABundleIsStaged_givesWay() throws Exception {
        TestingOrigin slow = new TestingOrigin("slow", hold).then(new TestingPolicy("slow", "full"));
        CompletableFuture<Reload> chosen = turns.choose(slow, Shadow.Watching.NEVER);
        Waits.on(slow.reached);
        CompletableFuture<Reload> staged = turns.stage(good("bundle"));
        hold.countDown();

        assertThat(Waits.get(chosen).problem()).contains("stopped before");
        assertThat(Waits.get(staged).isGood()).isTrue();
        runs("bundle");
        turns.unstage();
        settled();
        assertThat(shadow.view()).isNull();
    }

    @Test
    void stopped_isNotBroughtBackByABundle() {
        turns.configure(good("configured"), Shadow.Watching.NEVER);
        runs("configured");
        assertThat(turns.stop()).isTrue();
        assertThat(shadow.view()).isNull();

        stage(good("bundle"));
        turns.unstage();
        settled();

        assertThat(shadow.view()).isNull();
    }

    @Test
    void bundle_countsFromItsOwnBeginning() {
        turns.configure(good("bundle"), Shadow.Watching.NEVER); // the same rules as those of the bundle
        runs("bundle");

        assertThat(Waits.get(turns.stage(good("bundle"))).outcome())
                .as("a new run, not the one before")
                .isEqualTo(ReloadOutcome.ACTIVATED);
    }
}
