package io.gearshift.policies.test;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState.Link;
import io.gearshift.policies.situation.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a series tells besides readings: the endpoint and the traffic. */
final class Links {

    /** The keys of a series that are no sensors. */
    static final List<String> KEYS = List.of("isCloudReachable", "rttMs", "requestsPerS", "slowdown");

    private Links() {}

    /** The value at the tick, the last one after the end; null when the series does not tell it. */
    static @Nullable Object value(Series series, String name, int tick) {
        List<@Nullable Object> values = series.values().get(name);
        return values == null || values.isEmpty() ? null : values.get(Math.min(tick, values.size() - 1));
    }

    /** The endpoint when the series begins. */
    static Link first(Series series) {
        return link(series, 0);
    }

    /** News of the endpoint at this tick. */
    static Optional<LoopEvent> event(Series series, int tick, Instant at) {
        Link now = link(series, tick);
        return tick == 0 || now.equals(link(series, tick - 1))
                ? Optional.empty()
                : Optional.of(new LoopEvent.LinkChanged(
                        at, Given.ENDPOINT, now.isReachable(), Duration.ofNanos(Math.round(now.rttMs() * 1e6))));
    }

    /** What the loop adds to the time of an answer is only what the test tells: its gears' times are whole. */
    private static Link link(Series series, int tick) {
        Given given = series.given();
        Object told = value(series, "isCloudReachable", tick);
        Object rtt = value(series, "rttMs", tick);
        Double given0 = given.told().containsKey("rttMs") ? given.device().rttMs() : null;
        return new Link(
                told == null ? given.isCloudReachable() : Boolean.TRUE.equals(told),
                rtt instanceof Double ms ? ms : given0 == null ? 0 : given0);
    }
}
