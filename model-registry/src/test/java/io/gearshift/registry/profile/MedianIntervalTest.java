package io.gearshift.registry.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MedianIntervalTest {

    /** n = 100: ranks 40 and 61, as in tables of the binomial confidence interval. */
    @Test
    void hundredValues_haveTheRanksOfTheTable() {
        double[] values = IntStream.rangeClosed(1, 100).mapToDouble(i -> i).toArray();

        assertThat(MedianInterval.of(values, 100)).isEqualTo(new MedianInterval(40, 50.5, 61));
    }

    @Test
    void fewValues_haveTheirExtremesAsInterval() {
        assertThat(MedianInterval.of(new double[] {3, 1, 2, 99}, 3)).isEqualTo(new MedianInterval(1, 2, 3));
    }

    @Test
    void interval_holdsTheTrueMedianInAbout95Of100Samples() {
        Random random = new Random(5);
        int held = 0;
        for (int i = 0; i < 2000; i++) {
            double[] skewed =
                    random.doubles(60).map(uniform -> -Math.log(uniform)).toArray();
            MedianInterval interval = MedianInterval.of(skewed, skewed.length);
            held += interval.low() <= Math.log(2) && Math.log(2) <= interval.high() ? 1 : 0;
        }
        assertThat(held / 2000.0).isBetween(0.94, 0.98);
    }
}
