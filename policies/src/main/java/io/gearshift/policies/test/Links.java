package io.gearshift.policies.test;

import io.gearshift.core.loop.LoopEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a series tells besides readings: the endpoint and the traffic. */
final class Links {

    /** The keys of a series that are no sensors. */
    static final List<String> KEYS = List.of("isCloudReachable", "requestsPerS", "slowdown");

    private Links() {}

    /** The value at the tick, the last one after the end; null when the series does not tell it. */
    static @Nullable Object value(Series series, String name, int tick) {
        List<@Nullable Object> values = series.values().get(name);
        return values == null || values.isEmpty() ? null : values.get(Math.min(tick, values.size() - 1));
    }

    /** News of the endpoint at this tick. */
    static Optional<LoopEvent> event(Series series, int tick, Instant at, String endpoint) {
        boolean isTold = series.values().containsKey("isCloudReachable");
        Object before = tick == 0 ? null : value(series, "isCloudReachable", tick - 1);
        Object now = value(series, "isCloudReachable", tick);
        boolean isNews = isTold && now != null && !Objects.equals(before, now);
        return isNews
                ? Optional.of(new LoopEvent.LinkChanged(at, endpoint, Boolean.TRUE.equals(now), Duration.ZERO))
                : Optional.empty();
    }
}
