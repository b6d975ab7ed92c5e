package io.gearshift.simulator.replay;

import io.gearshift.core.loop.LoopEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times of a recording without a reading for longer than a sensor may be silent: nobody knows what the device did then,
 * so that nothing is charged for them.
 */
public final class Gaps {

    /** From a last reading to the next one, or to the recording's end. */
    private record Gap(Instant from, Instant to) {}

    private final List<Gap> gaps;

    private Gaps(List<Gap> gaps) {
        this.gaps = List.copyOf(gaps);
    }

    /** @throws IOException naming file and line of what cannot be read */
    public static Gaps of(Recording recording) throws IOException {
        Finder finder = new Finder();
        recording.events(finder::see);
        return finder.found();
    }

    /** Takes the events of a recording in order. One of requests alone, without any reading, has no gaps. */
    public static final class Finder {

        private final List<Gap> gaps = new ArrayList<>();
        private Duration maxAge = Duration.ZERO;
        private boolean hasReadings;
        private @Nullable Instant sensed;
        private @Nullable Instant last;

        public void see(LoopEvent event) {
            last = event.at();
            sensed = sensed == null ? event.at() : sensed;
            if (event instanceof LoopEvent.Started started) {
                maxAge = started.settings().maxSensorAge();
            } else if (event instanceof LoopEvent.Sensed) {
                silentUntil(event.at());
                sensed = event.at();
                hasReadings = true;
            }
        }

        private void silentUntil(Instant now) {
            if (sensed != null && Duration.between(sensed, now).compareTo(maxAge) > 0) {
                gaps.add(new Gap(sensed, now));
            }
        }

        /** After the last event. */
        public Gaps found() {
            if (last != null && hasReadings) {
                silentUntil(last);
            }
            return new Gaps(gaps);
        }
    }

    public int count() {
        return gaps.size();
    }

    /** All together. */
    public Duration total() {
        return gaps.stream().map(gap -> Duration.between(gap.from, gap.to)).reduce(Duration.ZERO, Duration::plus);
    }

    /** What happened at that time belongs to a gap; requests told at its end came in it. */
    public boolean cover(Instant at) {
        int place = firstThatEndsFrom(at);
        return place < gaps.size() && at.isAfter(gaps.get(place).from);
    }

    /** The time between the two outside of gaps. */
    public Duration outside(Instant from, Instant to) {
        Duration left = Duration.between(from, to);
        for (int place = firstThatEndsFrom(from); place < gaps.size(); place++) {
            Gap gap = gaps.get(place);
            if (!gap.from.isBefore(to)) {
                break;
            }
            Instant begin = gap.from.isAfter(from) ? gap.from : from;
            Instant end = gap.to.isBefore(to) ? gap.to : to;
            left = end.isAfter(begin) ? left.minus(Duration.between(begin, end)) : left;
        }
        return left;
    }

    /** Gaps are in order and do not overlap; a log of weeks has thousands, and is asked at every turn. */
    private int firstThatEndsFrom(Instant at) {
        int low = 0;
        int high = gaps.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (gaps.get(middle).to.isBefore(at)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
