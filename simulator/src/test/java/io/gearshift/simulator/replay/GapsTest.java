package io.gearshift.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.loop.LoopEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static Gaps of(LoopEvent... events) {
        Gaps.Finder finder = new Gaps.Finder();
        List.of(events).forEach(finder::see);
        return finder.found();
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    @Test
    void silence_toTheNextReadingAndToTheEnd_isAGap() {
        Gaps gaps = of(
                new LoopEvent.Sensed(at(0), List.of(), false),
                new LoopEvent.Tick(at(5)),
                new LoopEvent.Sensed(at(10), List.of(), false),
                new LoopEvent.Tick(at(12)));

        assertThat(gaps.count()).isEqualTo(2);
        assertThat(gaps.total()).isEqualTo(Duration.ofSeconds(12));
        assertThat(gaps.cover(at(10))).isTrue();
        assertThat(gaps.outside(at(0), at(20))).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void requestsAlone_haveNoGaps() {
        assertThat(of(new LoopEvent.Tick(at(0)), new LoopEvent.Tick(at(600))).count())
                .isZero();
    }

    /** 200 000 gaps are asked for as many turns: one by one that would take minutes. */
    @Test
    void manyGaps_areFoundAtOnce() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        Gaps.Finder finder = new Gaps.Finder();
        for (int i = 0; i < 200_000; i++) {
            finder.see(new LoopEvent.Sensed(start.plusSeconds(10L * i), List.of(), false));
        }
        Gaps gaps = finder.found();
        long covered = 0;
        for (int i = 1; i < 200_000; i++) {
            covered += gaps.cover(start.plusSeconds(10L * i - 5)) ? 1 : 0;
            covered += gaps.outside(start.plusSeconds(10L * i - 5), start.plusSeconds(10L * i + 5))
                            .isZero()
                    ? 1
                    : 0;
        }

        assertThat(gaps.count()).isEqualTo(199_999);
        assertThat(covered).isEqualTo(2 * 199_999 - 1);
    }
}
