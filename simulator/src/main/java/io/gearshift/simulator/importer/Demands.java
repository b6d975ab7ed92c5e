package io.gearshift.simulator.importer;

import io.gearshift.core.estimate.Observation;
import io.gearshift.simulator.replay.Demand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The requests of each tick: the log's own where it tells any, else those of a steady workload. */
final class Demands {

    private final ImportedLog log;
    private final Workload workload;
    private long seconds;
    private int next;

    Demands(ImportedLog log, Workload workload) {
        this.log = log;
        this.workload = workload;
    }

    /** The model that a log's requests are taken to be of, as a request log names none: the first one. */
    static String asked(Workload workload) {
        return workload.models().get(0).name();
    }

    /** Those since the last call, which was {@code tick} ago. */
    List<Observation> upTo(Instant now, Duration tick) {
        long before = seconds;
        seconds += tick.toSeconds();
        return log.requests().isEmpty() ? steady(before) : logged(now);
    }

    private List<Observation> logged(Instant now) {
        int first = next;
        while (next < log.requests().size() && !log.requests().get(next).at().isAfter(now)) {
            next++;
        }
        return next == first ? List.of() : List.of(Demand.of(asked(workload), next - first));
    }

    /** Whole requests, of which a tick has now more and now less when the rate is no whole number. */
    private List<Observation> steady(long before) {
        List<Observation> demand = new ArrayList<>();
        workload.requestsPerS().forEach((model, rate) -> {
            long requests = (long) Math.floor(rate * seconds) - (long) Math.floor(rate * before);
            if (requests > 0) {
                demand.add(Demand.of(model, requests));
            }
        });
        return demand;
    }
}
