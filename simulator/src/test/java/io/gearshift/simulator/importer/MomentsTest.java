package io.gearshift.simulator.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

    private static List<Long> wrongOf(Integer... seconds) {
        Moments moments = new Moments();
        for (int i = 0; i < seconds.length; i++) {
            moments.add(i + 1, Instant.ofEpochSecond(seconds[i]));
        }
        return moments.wrong().stream().map(Refused::line).toList();
    }

    @Test
    void timesInOrder_alsoTwoAtOnce_areRight() {
        assertThat(wrongOf()).isEmpty();
        assertThat(wrongOf(1, 1, 2, 2, 3)).isEmpty();
    }

    @Test
    void oneTimeFromTheFuture_isWrongAlone() {
        assertThat(wrongOf(1, 2, 900, 3, 4)).containsExactly(3L);
        assertThat(wrongOf(900, 2, 3)).containsExactly(1L);
    }

    @Test
    void clockSetBack_leavesTheEarlierLines() {
        assertThat(wrongOf(10, 11, 12, 10, 11, 13)).containsExactly(4L, 5L);
        assertThat(wrongOf(2, 1)).containsExactly(2L);
    }

    @Test
    void wrongTime_saysOnWhichSideItLies() {
        Moments moments = new Moments();
        for (int second : List.of(1, 900, 2, 3, 1)) {
            moments.add(second, Instant.ofEpochSecond(second));
        }

        assertThat(moments.wrong())
                .extracting(Refused::why)
                .containsExactly(
                        "its time 1970-01-01T00:15:00Z lies after those of the lines that follow",
                        "its time 1970-01-01T00:00:01Z lies before that of an earlier line, 1970-01-01T00:00:03Z");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void fewestLines_areLeftOut(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            Integer[] seconds = random.ints(9, 0, 12).boxed().toArray(Integer[]::new);
            List<Integer> kept = new ArrayList<>(List.of(seconds));
            wrongOf(seconds).stream().sorted(Collections.reverseOrder()).forEach(line -> kept.remove((int) (line - 1)));

            assertThat(kept).isSorted().hasSize(longest(seconds));
        }
    }

    /** Of all 512 choices of lines. */
    private static int longest(Integer[] seconds) {
        int longest = 0;
        for (int choice = 0; choice < 1 << seconds.length; choice++) {
            int last = Integer.MIN_VALUE;
            boolean isSorted = true;
            for (int i = 0; i < seconds.length; i++) {
                if ((choice >> i & 1) == 1) {
                    isSorted &= seconds[i] >= last;
                    last = seconds[i];
                }
            }
            longest = isSorted ? Math.max(longest, Integer.bitCount(choice)) : longest;
        }
        return longest;
    }
}
