package io.gearshift.registry.derive.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontTest {

    private static CutCost cost(int size, long bytes, double deviceMs, double cloudMs) {
        BitSet head = new BitSet();
        head.set(0, size);
        return new CutCost(new Cut(head, List.of("v" + size), bytes), false, 0, deviceMs, cloudMs);
    }

    @Test
    void dominated_isLeftOut() {
        CutCost good = cost(1, 10, 1, 4);
        CutCost worse = cost(2, 11, 2, 4);
        CutCost other = cost(3, 5, 4, 1);

        assertThat(Front.of(List.of(worse, other, good), 0)).containsExactly(good, other);
    }

    @Test
    void timesWithinTheResolution_countAsEqual() {
        CutCost before = cost(1, 10, 1.00, 4.00);
        CutCost behind = cost(2, 10, 1.04, 3.96);

        assertThat(Front.of(List.of(before, behind), 0.01)).hasSize(2);
        assertThat(Front.of(List.of(before, behind), 0.05)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void leftOut_hasOneOnTheFrontThatIsAsGood_andNoneOfTheFrontCoversAnother(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<CutCost> all = new ArrayList<>();
        for (int i = 1; i < 200; i++) {
            all.add(cost(i, random.nextInt(1, 50), random.nextDouble() * 10, random.nextDouble() * 10));
        }
        List<CutCost> front = Front.of(all, 0.5);

        assertThat(all)
                .allSatisfy(cost -> assertThat(front).anySatisfy(kept -> {
                    assertThat(kept.cut().wireBytes())
                            .isLessThanOrEqualTo(cost.cut().wireBytes());
                    assertThat(kept.deviceMs()).isLessThanOrEqualTo(cost.deviceMs() + 0.5);
                    assertThat(kept.cloudMs()).isLessThanOrEqualTo(cost.cloudMs() + 0.5);
                }));
        assertThat(front)
                .noneSatisfy(a -> assertThat(front).anySatisfy(b -> {
                    assertThat(b).isNotEqualTo(a);
                    assertThat(b.cut().wireBytes()).isLessThanOrEqualTo(a.cut().wireBytes());
                    assertThat(b.deviceMs()).isLessThanOrEqualTo(a.deviceMs());
                    assertThat(b.cloudMs()).isLessThanOrEqualTo(a.cloudMs());
                }));
    }

    @Test
    void total_isHeadAndWayAndTail() {
        CutCost cost = new CutCost(cost(1, 1000, 3, 4).cut(), false, 250, 3, 4);

        assertThat(cost.totalMs(new Link(1, 20))).isEqualTo(3 + 20 + 10 + 4);
    }
}
