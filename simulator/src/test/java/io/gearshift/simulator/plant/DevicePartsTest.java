package io.gearshift.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DevicePartsTest {

    @Test
    void governor_atTrip_goesUpALevelAPoll_andDownBelowTheMargin() {
        ThrottleGovernor governor = new ThrottleGovernor(80, 3, 1, 4, 0.4);

        assertThat(governor.levelAfterPoll(0, 79.99)).isZero();
        assertThat(governor.levelAfterPoll(0, 80)).isEqualTo(1);
        assertThat(governor.levelAfterPoll(4, 95)).isEqualTo(4);
        assertThat(governor.levelAfterPoll(2, 77)).isEqualTo(2);
        assertThat(governor.levelAfterPoll(2, 76.99)).isEqualTo(1);
        assertThat(governor.frequencyRatio(0)).isEqualTo(1);
        assertThat(governor.frequencyRatio(4)).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void processor_sharedByMoreThanItHas_slowsAllOfIt() {
        Processor processor = new Processor(4, 1, 1, 2);

        assertThat(processor.slowdown(3, 1)).isEqualTo(1);
        assertThat(processor.slowdown(6, 1)).isEqualTo(1.5);
        assertThat(processor.slowdown(3, 0.5)).isEqualTo(1.5 / 0.5);
        assertThat(processor.waitingRatio(3, 1)).isZero();
        assertThat(processor.waitingRatio(8, 1)).isEqualTo(0.5);
        assertThat(processor.loadRatio(1, 0.5)).isEqualTo(0.5);
        assertThat(processor.activeW(3, 0.5)).isEqualTo(0.75);
    }

    @Test
    void link_withoutLoss_carriesItsBandwidth_andOfAllPacketsNothing() {
        assertThat(new Link(8e6, 0.05, 0).throughputBitPerS()).isEqualTo(8e6);
        assertThat(new Link(0, 0.05, 0.01).throughputBitPerS()).isZero();
        assertThat(new Link(8e6, 0.05, 1).throughputBitPerS()).isZero();
    }

    /** For rare loss the time-outs vanish and the law of M. Mathis et al. (1997) is left. */
    @Test
    void link_rareLoss_isTheSquareRootLaw() {
        double law = 1460 * 8 / (0.1 * Math.sqrt(2 * 2 * 1e-6 / 3));

        assertThat(new Link(1e12, 0.1, 1e-6).throughputBitPerS() / law).isCloseTo(1, within(0.01));
        assertThat(new Link(1e12, 0.1, 0.01).throughputBitPerS())
                .isGreaterThan(new Link(1e12, 0.1, 0.05).throughputBitPerS());
        assertThat(new Link(1e6, 0.1, 1e-6).throughputBitPerS()).isEqualTo(1e6);
    }

    @Test
    void radio_afterATransfer_paysItsTail() {
        Radio lte = Radio.lte();

        Radio.Spent used = lte.over(1, 0, 0.2, 25_000, 0);
        Radio.Spent idle = lte.over(20, used.tailLeftS(), 0, 0, 0);

        double transferJ = 1.28804 * 0.2 + 0.43839 * 0.2;
        assertThat(used.energyJ()).isCloseTo(transferJ + 1.060 * 0.8, within(1e-9));
        assertThat(idle.energyJ()).isCloseTo(1.060 * (11.576 - 0.8), within(1e-9));
        assertThat(idle.tailLeftS()).isZero();
        assertThat(lte.over(5, 0, 0, 0, 0).energyJ()).isZero();
    }

    @Test
    void queue_regularArrivals_waitForNobodyBelowCapacityAndFallBehindAbove() {
        RequestQueue queue = new RequestQueue(1, 100);
        double[] free = queue.idle();
        for (int i = 0; i < 10; i++) {
            assertThat(queue.answer(free, i, 0.9)).isCloseTo(0.9, within(1e-12));
        }
        double[] late = queue.idle();
        for (int i = 0; i < 10; i++) {
            assertThat(queue.answer(late, i, 1.5)).isCloseTo(1.5 + 0.5 * i, within(1e-9));
        }
        assertThat(new RequestQueue(1, 0.4).answer(new double[] {0.5}, 0, 1)).isNaN();
    }

    /** M/M/1 at load 0.6: mean time in the system is service / (1 - load). */
    @Test
    void queue_poissonArrivals_agreesWithTheory() {
        SplittableRandom random = new SplittableRandom(11);
        RequestQueue queue = new RequestQueue(1, Double.MAX_VALUE);
        double[] free = queue.idle();
        double at = 0;
        double sum = 0;
        int n = 400_000;
        for (int i = 0; i < n; i++) {
            at += -Math.log(1 - random.nextDouble()) / 0.6;
            sum += queue.answer(free, at, -Math.log(1 - random.nextDouble()));
        }

        assertThat(sum / n).isCloseTo(2.5, within(0.05));
    }

    /** M/M/2 at load 0.6: mean time is service / (1 - load^2). */
    @Test
    void queue_twoWorkers_agreesWithTheory() {
        SplittableRandom random = new SplittableRandom(12);
        RequestQueue queue = new RequestQueue(2, Double.MAX_VALUE);
        double[] free = queue.idle();
        double at = 0;
        double sum = 0;
        int n = 400_000;
        for (int i = 0; i < n; i++) {
            at += -Math.log(1 - random.nextDouble()) / 1.2;
            sum += queue.answer(free, at, -Math.log(1 - random.nextDouble()));
        }

        assertThat(sum / n).isCloseTo(1 / (1 - 0.36), within(0.02));
    }

    @Test
    void queue_laterClock_isTheSameQueue() {
        assertThat(RequestQueue.later(new double[] {0.5, 2}, 1)).containsExactly(0, 1);
    }
}
