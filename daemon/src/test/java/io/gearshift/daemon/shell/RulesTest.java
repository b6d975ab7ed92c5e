package io.gearshift.daemon.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.observe.ReloadOutcome;
import io.gearshift.metrics.GearshiftMeters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The exchange of rules beside a running loop. That no decision waits for it is shown without a clock: the exchange is held
 * up at each of its slow steps until the loop has decided many times, so a loop that waited for it would wait forever.
 */
@Timeout(120)
class RulesTest {

    private static final int TURNS = 50;

    private final TestingPolicy first = new TestingPolicy("first", "full");
    private final CountDownLatch hold = new CountDownLatch(1);
    private final GearshiftMeters meters =
            new GearshiftMeters(TestingRunner.CLOCK, Duration.ofSeconds(10), Path.of("/proc"));
    private final Rules rules =
            new Rules(TestingOrigin.of(first), false, TestingRunner.CLOCK, meters, new EventStream());
    private TestingRunner runner;

    @BeforeEach
    void start() throws Exception {
        runner = new TestingRunner(rules.start(), (before, event, step, nanos) -> {});
        rules.join(runner.loop());
    }

    @AfterEach
    void stop() {
        hold.countDown();
        rules.close();
        runner.close();
    }

    private void decides(String gear) {
        for (int i = 0; i < TURNS; i++) {
            CycleRecord cycle = runner.decide();
            assertThat(cycle.policyFault()).isNull();
            assertThat(cycle.decisions())
                    .singleElement()
                    .satisfies(d -> assertThat(d.gear()).isEqualTo(gear));
        }
    }

    @Test
    void loop_whileAPackIsBuilt_decidesByTheOldRules() throws Exception {
        TestingPolicy second = new TestingPolicy("second", "int8");
        TestingOrigin slow = new TestingOrigin("slow", hold).then(second);
        CompletableFuture<Reload> reload = rules.putInForce(slow);
        Waits.on(slow.reached);

        decides("full@cpu:1");
        assertThat(reload).isNotDone();
        assertThat(rules.standing().policy()).isEqualTo(first.id());

        hold.countDown();
        assertThat(Waits.get(reload).outcome()).isEqualTo(ReloadOutcome.ACTIVATED);
        decides("int8@cpu:1");
        assertThat(first.closed.getCount()).isZero();
    }

    @Test
    void loop_whileNewRulesWarmUp_decidesByTheOldOnesAndNeverEvaluatesColdOnes() throws Exception {
        TestingPolicy second = new TestingPolicy("second", "int8").cold().holdOn(hold);
        CompletableFuture<Reload> reload = rules.putInForce(TestingOrigin.of(second));
        Waits.on(second.reached);

        decides("full@cpu:1");
        assertThat(second.threads).doesNotContain(runner.thread());

        second.holdOn(null);
        hold.countDown();
        assertThat(Waits.get(reload).outcome()).isEqualTo(ReloadOutcome.ACTIVATED);
        decides("int8@cpu:1");
    }

    @Test
    void pack_thatDoesNotLoad_leavesTheOldRulesAndSaysWhy() {
        Reload reload = Waits.get(rules.putInForce(new TestingOrigin("broken", null)));

        assertThat(reload.outcome()).isEqualTo(ReloadOutcome.UNAVAILABLE);
        assertThat(reload.policy()).isEqualTo(first.id());
        assertThat(reload.problem()).contains("exit code 137", "killed");
        assertThat(rules.problem()).isEqualTo(reload.problem());
        assertThat(first.closed.getCount()).isEqualTo(1);
        decides("full@cpu:1");
    }

    @Test
    void askedWhileOneRuns_oneMoreRunsForAllWhoAsked() throws Exception {
        TestingOrigin slow = new TestingOrigin("slow", hold)
                .then(new TestingPolicy("second", "int8"))
                .then(new TestingPolicy("third", "full"));
        CompletableFuture<Reload> running = rules.putInForce(slow);
        Waits.on(slow.reached);
        List<CompletableFuture<Reload>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asked.add(rules.putInForce(slow));
        }

        hold.countDown();
        assertThat(Waits.get(running).policy().pack()).isEqualTo("second");
        for (CompletableFuture<Reload> answer : asked) {
            assertThat(Waits.get(answer).policy().pack()).isEqualTo("third");
        }
        assertThat(slow.loads).hasValue(2);
    }

    @Test
    void sameRules_again_areUnchangedAndTheNewCopyIsClosed() {
        TestingPolicy copy = new TestingPolicy("first", "full");
        Reload reload = Waits.get(rules.putInForce(TestingOrigin.of(copy)));

        assertThat(reload.outcome()).isEqualTo(ReloadOutcome.UNCHANGED);
        assertThat(copy.closed.getCount()).isZero();
        assertThat(first.closed.getCount()).isEqualTo(1);
    }

    @Test
    void newRules_whenTheLoopHasEnded_areClosedAgain() {
        runner.loop().close();
        TestingPolicy second = new TestingPolicy("second", "int8");
        Reload reload = Waits.get(rules.putInForce(TestingOrigin.of(second)));

        assertThat(reload.outcome()).isEqualTo(ReloadOutcome.UNAVAILABLE);
        assertThat(reload.problem()).contains("stopping");
        assertThat(second.closed.getCount()).isZero();
    }

    @Test
    void stop_answersThoseWhoWait() throws Exception {
        TestingOrigin slow = new TestingOrigin("slow", hold);
        rules.putInForce(slow);
        Waits.on(slow.reached);
        CompletableFuture<Reload> waiting = rules.putInForce(slow);

        rules.close();

        assertThatThrownBy(() -> Waits.get(waiting)).hasMessageContaining("stopping");
        assertThatThrownBy(() -> Waits.get(rules.putInForce(slow))).hasMessageContaining("stopping");
    }
}
