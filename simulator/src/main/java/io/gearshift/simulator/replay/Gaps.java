package io.gearshift.simulator.diff;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.simulator.replay.Recording;
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
final class Gaps {

    /** From a last reading to the next one, or to the recording's end. */
    private record Gap(Instant from, Instant to) {}

    private final List<Gap> gaps = new ArrayList<>();
    private Duration maxAge = Duration.ZERO;
    private @Nullable Instant sensed;

    private Gaps() {}

    /** @throws IOException naming file and line of what cannot be read */
    static Gaps of(Recording recording) throws IOException {
        Gaps found = new Gaps();
        Instant[] last = {Instant.EPOCH};
        recording.events(event -> {
            found.see(event);
            last[0] = event.at();
        });
        found.silentUntil(last[0]);
        return found;
    }

    private void see(LoopEvent event) {
        sensed = sensed == null ? event.at() : sensed;
        if (event instanceof LoopEvent.Started started) {
            maxAge = started.settings().maxSensorAge();
        } else if (event instanceof LoopEvent.Sensed) {
            silentUntil(event.at());
            sensed = event.at();
        }
    }

    private void silentUntil(Instant now) {
        if (sensed != null && Duration.between(sensed, now).compareTo(maxAge) > 0) {
            gaps.add(new Gap(sensed, now));
        }
    }

    int count() {
        return gaps.size();
    }

    /** What happened at that time belongs to a gap; requests told at its end came in it. */
    boolean cover(Instant at) {
        return gaps.stream().anyMatch(gap -> at.isAfter(gap.from) && !at.isAfter(gap.to));
    }

    /** The time between the two outside of gaps. */
    Duration outside(Instant from, Instant to) {
        Duration left = Duration.between(from, to);
        for (Gap gap : gaps) {
            Instant begin = gap.from.isAfter(from) ? gap.from : from;
            Instant end = gap.to.isBefore(to) ? gap.to : to;
            left = end.isAfter(begin) ? left.minus(Duration.between(begin, end)) : left;
        }
        return left;
    }
}
