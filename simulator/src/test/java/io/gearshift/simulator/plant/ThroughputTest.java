package io.gearshift.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThroughputTest {

    /** 8 bit/s for 10 s, nothing for 5 s, 2 bit/s from then on. */
    private static Throughput outage() {
        Throughput.Builder rates = new Throughput.Builder();
        rates.from(0, 8);
        rates.from(10, 0);
        rates.from(15, 2);
        return rates.build();
    }

    @Test
    void transfer_withinOneRate_takesItsBitsOverTheRate() {
        assertThat(outage().endS(1, 16)).isEqualTo(3);
        assertThat(outage().endS(20, 16)).isEqualTo(28);
        assertThat(outage().endS(4, 0)).isEqualTo(4);
    }

    @Test
    void transfer_throughAnOutage_standsStillUntilThePathIsBack() {
        assertThat(outage().endS(9, 12)).isEqualTo(15 + 4 / 2.0);
        assertThat(outage().endS(12, 2)).isEqualTo(16);
    }

    @Test
    void transfer_onAPathThatNeverComesBack_neverEnds() {
        Throughput.Builder rates = new Throughput.Builder();
        rates.from(0, 8);
        rates.from(1, 0);

        assertThat(rates.build().endS(0, 8)).isEqualTo(1);
        assertThat(rates.build().endS(0, 8.1)).isInfinite();
        assertThat(new Throughput.Builder().build().endS(0, 1)).isInfinite();
    }

    @Test
    void sameTime_lastRateHolds() {
        Throughput.Builder rates = new Throughput.Builder();
        rates.from(0, 8);
        rates.from(0, 4);
        rates.from(3, 4);

        assertThat(rates.build().isConstant()).isTrue();
        assertThat(rates.build().bitPerS(2)).isEqualTo(4);
    }

    /** What a transfer took is what the path carried meanwhile, and who starts later never ends sooner. */
    @Test
    void anyRates_conserveBits_andKeepTheOrder() {
        SplittableRandom random = new SplittableRandom(7);
        Throughput.Builder rates = new Throughput.Builder();
        for (int i = 0; i < 200; i++) {
            rates.from(i * 0.25, random.nextInt(4) == 0 ? 0 : random.nextDouble(1e6));
        }
        rates.from(50, 1e5);
        Throughput path = rates.build();
        double endBefore = 0;
        for (double startS = 0; startS < 60; startS += 0.37) {
            double endS = path.endS(startS, 3e5);

            assertThat(path.bits(startS, endS)).isCloseTo(3e5, within(1e-3));
            assertThat(endS).isGreaterThanOrEqualTo(endBefore);
            endBefore = endS;
        }
    }
}
