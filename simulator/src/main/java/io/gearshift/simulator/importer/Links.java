package io.gearshift.simulator.importer;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a log's round trips say of the way to the endpoints: the daemon would have found the same with its own probes. */
final class Links {

    private static final double NANOS = 1e9;

    private Links() {}

    /** One for each endpoint of the workload's gears; none in a second without a round trip. */
    static List<LoopEvent> of(List<Reading> sensed, Workload workload, Instant at) {
        double rtt = latest(sensed, Signal.NETWORK_RTT);
        boolean isLost = latest(sensed, Signal.NETWORK_LOSS) >= 1;
        if (Double.isNaN(rtt) && !isLost) {
            return List.of();
        }
        Duration trip = isLost ? Duration.ZERO : Duration.ofNanos(Math.round(rtt * NANOS));
        List<LoopEvent> links = new ArrayList<>();
        workload.models().stream()
                .flatMap(model -> model.gears().stream())
                .map(GearSpec::endpoint)
                .filter(endpoint -> !endpoint.isEmpty())
                .distinct()
                .sorted()
                .forEach(endpoint -> links.add(new LoopEvent.LinkChanged(at, endpoint, !isLost, trip)));
        return links;
    }

    private static double latest(List<Reading> sensed, Signal signal) {
        return sensed.stream()
                .filter(reading -> reading.sensor().signal() == signal)
                .max(Comparator.comparing(Reading::at))
                .map(Reading::value)
                .orElse(Double.NaN);
    }
}
