package io.gearshift.daemon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.loop.Effect;
import io.gearshift.core.observe.ReloadOutcome;
import io.gearshift.metrics.GearshiftMeters;
import io.gearshift.metrics.decisionlog.DecisionLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A second policy beside a running loop, on the loop's own events. */
@Timeout(120)
class ShadowTest {

    private static final int TURNS = 20;

    @TempDir
    private Path folder;

    private final CountDownLatch hold = new CountDownLatch(1);
    private final GearshiftMeters meters =
            new GearshiftMeters(TestingRunner.CLOCK, Duration.ofSeconds(10), Path.of("/proc"));
    private final ExecutorService building = Executors.newSingleThreadExecutor();
    private DecisionLog log;
    private Shadow shadow;
    private TestingRunner runner;

    @BeforeEach
    void start() throws Exception {
        log = DecisionLog.open(folder, 1 << 20);
        shadow = new Shadow(TestingRunner.CLOCK, meters, log, new EventStream(), building);
        runner = new TestingRunner(
                new TestingPolicy("decides", "full"),
                (before, event, step, nanos) -> shadow.stepped(before, event, step));
    }

    @AfterEach
    void stop() throws Exception {
        hold.countDown();
        runner.close();
        shadow.close();
        building.shutdown();
        log.close();
    }

    private TestingPolicy shadowed(String variant) {
        TestingPolicy policy = new TestingPolicy("shadow-" + variant, variant);
        assertThat(Waits.get(shadow.run(TestingOrigin.of(policy))).outcome()).isEqualTo(ReloadOutcome.ACTIVATED);
        return policy;
    }

    private ShadowTally.View tally() {
        Shadow.View view = shadow.view();
        assertThat(view).isNotNull();
        return view.tally();
    }

    /** Turns of the loop until the shadow has seen so many more of them. */
    private void seen(int turns) {
        long wanted = tally().cycles() + turns;
        Waits.until("the shadow sees turns", () -> {
            runner.decide();
            return tally().cycles() >= wanted;
        });
    }

    @Test
    void shadow_thatDisagrees_isCountedAndNeverApplied() throws Exception {
        TestingPolicy policy = shadowed("int8");
        seen(TURNS);

        ShadowTally.View view = tally();
        assertThat(view.disagreements()).isEqualTo(view.decisions()).isGreaterThanOrEqualTo(TURNS);
        assertThat(view.disagreementRatio()).isEqualTo(1);
        assertThat(view.models()).singleElement().satisfies(model -> {
            assertThat(model.isNow()).isTrue();
            assertThat(model.disagreements()).isEqualTo(view.disagreements());
            assertThat(model.latest().gear()).isEqualTo("full@cpu:1");
            assertThat(model.latest().shadow().gear()).isEqualTo("int8@cpu:1");
        });
        assertThat(runner.effects)
                .filteredOn(effect -> effect instanceof Effect.StartSwap)
                .allSatisfy(effect ->
                        assertThat(((Effect.StartSwap) effect).plan().to()).isEqualTo("full@cpu:1"))
                .isNotEmpty();
        assertThat(policy.threads).doesNotContain(runner.thread());
        Waits.until("it is logged", () -> logged().contains("\"shadowOf\""));

        policy.takes("full");
        seen(2);
        assertThat(tally().models())
                .singleElement()
                .satisfies(model -> assertThat(model.isNow()).isFalse());
    }

    private String logged() {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @Test
    void shadow_thatDoesNotEnd_delaysNoDecisionAndMissesTurns() throws Exception {
        TestingPolicy stuck = shadowed("int8");
        CountDownLatch never = new CountDownLatch(1);
        stuck.holdOn(never);
        try {
            Waits.until("it is stuck", () -> {
                runner.decide();
                return stuck.held.getCount() == 0;
            });
            long skipped = tally().skipped();
            long cycles = tally().cycles();
            for (int i = 0; i < TURNS; i++) {
                runner.decide();
            }
            assertThat(tally().skipped()).isEqualTo(skipped + TURNS);
            assertThat(tally().cycles()).isEqualTo(cycles);

            shadowed("full"); // waits neither for the stuck one to end
            seen(3);
            assertThat(tally().disagreements()).isZero();
            assertThat(stuck.closed.getCount()).as("not closed under a turn").isEqualTo(1);
        } finally {
            never.countDown();
        }
        Waits.on(stuck.closed);
    }

    @Test
    void shadow_thatFails_isToldAndRecovers() {
        TestingPolicy policy = shadowed("full");
        policy.fails("rule \"X\" divides by zero");
        Waits.until("the fault is told", () -> {
            runner.decide();
            return tally().fault().contains("divides by zero");
        });
        assertThat(tally().errors()).isPositive();
        assertThat(runner.decide().policyFault()).isNull();

        policy.fails(null);
        seen(1);
        assertThat(tally().fault()).isEmpty();
    }

    @Test
    void pack_thatIsNotGood_leavesTheShadowAsItWas() {
        TestingPolicy policy = shadowed("int8");
        Reload reload = Waits.get(shadow.run(new TestingOrigin("broken", null)));

        assertThat(reload.outcome()).isEqualTo(ReloadOutcome.UNAVAILABLE);
        assertThat(reload.policy()).isEqualTo(policy.id());
        assertThat(shadow.problem()).contains("broken", "137");
        assertThat(shadow.view().policy()).isEqualTo(policy.id());
        assertThat(shadow.view().fault()).contains("broken", "137");
        assertThat(policy.closed.getCount()).isEqualTo(1);
    }

    @Test
    void pack_thatIsNotGood_whenNoneRuns_isTheFaultUntilAGoodOneRuns() {
        Waits.get(shadow.run(new TestingOrigin("broken", null), Shadow.Watching.ALWAYS));

        assertThat(shadow.view().pack()).isEqualTo("broken");
        assertThat(shadow.view().policy()).isNull();
        assertThat(shadow.view().fault()).contains("broken", "137");
        assertThat(tally().cycles()).isZero();

        shadowed("int8");
        assertThat(shadow.view().fault()).isEmpty();
        assertThat(shadow.problem()).isEmpty();
    }

    @Test
    void pack_thatIsNotGood_besideARunningOneThatFails_bothAreTold() {
        TestingPolicy policy = shadowed("full");
        policy.fails("rule \"X\" divides by zero");
        Waits.until("the fault is told", () -> {
            runner.decide();
            return shadow.problem().contains("divides by zero");
        });
        Waits.get(shadow.run(new TestingOrigin("broken", null)));

        assertThat(shadow.problem()).contains("broken", "137", "divides by zero");
    }

    @Test
    void stop_whileAPackIsBuilt_holdsForThatPackToo() throws Exception {
        TestingPolicy late = new TestingPolicy("late", "int8");
        TestingOrigin slow = new TestingOrigin("slow", hold).then(late);
        CompletableFuture<Reload> started = shadow.run(slow);
        Waits.on(slow.reached);

        shadow.stop();
        hold.countDown();

        assertThat(Waits.get(started).problem()).contains("stopped before");
        assertThat(shadow.view()).isNull();
        assertThat(shadow.problem()).isEmpty();
        Waits.on(late.closed);
    }

    @Test
    void stop_whileItRuns_endsItAtOnce() throws Exception {
        TestingPolicy policy = shadowed("int8");
        seen(1);
        building.execute(() -> Waits.uninterruptibly(hold)); // a long build does not keep it
        shadow.stop();

        assertThat(shadow.view()).isNull();
        Waits.on(policy.closed);
        runner.decide();
    }

    @Test
    void sameRules_again_goOnCounting() {
        shadowed("int8");
        seen(2);
        TestingPolicy copy = new TestingPolicy("shadow-int8", "int8");
        assertThat(Waits.get(shadow.run(TestingOrigin.of(copy))).outcome()).isEqualTo(ReloadOutcome.UNCHANGED);

        assertThat(tally().cycles()).isGreaterThanOrEqualTo(2);
        assertThat(copy.closed.getCount()).isZero();
    }
}
