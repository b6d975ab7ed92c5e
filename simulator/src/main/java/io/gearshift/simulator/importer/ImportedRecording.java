package io.gearshift.simulator.importer;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.simulator.replay.Gaps;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A log as the daemon's sensing would have told it: a tick a second (less often in a log of months) with the readings since the last before it, and the
 * requests of a steady workload.
 */
public final class ImportedRecording implements Recording {

    private static final Duration TICK = Duration.ofSeconds(1);

    /** A log longer than this has longer ticks instead of more of them. */
    private static final Duration LONGEST_BY_SECONDS = Duration.ofDays(31);

    /** Longer than any device is left to itself between two looks. */
    private static final Duration LONGEST_TICK = Duration.ofMinutes(10);

    /** What a log tells by its changes is told again this often, well within any maximum age. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    /** A sensor counts as silent after this many of its usual intervals. */
    private static final int MISSED = 3;

    private static final Duration LONGEST_SILENCE = Duration.ofDays(31);

    /** The rules of a device that ran none. */
    public static final PolicyId NO_POLICY = new PolicyId("none", "0", "");

    private final ImportedLog log;
    private final Workload workload;
    private final Set<SensorId> held;
    private final Duration tick;

    /** Found when they are first asked for: it takes a walk over the whole log. */
    private @Nullable Gaps gaps;

    /** @throws ImportException for a log that is silent for over a month: that is a mistaken clock */
    public ImportedRecording(ImportedLog log, Workload workload) throws ImportException {
        requireNoSilence(log);
        this.log = log;
        this.workload = workload;
        this.tick = tick(log);
        this.held = log.channels().stream()
                .filter(Channel::isHeld)
                .map(Channel::sensor)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void requireNoSilence(ImportedLog log) throws ImportException {
        Instant before = log.startedAt();
        for (Reading reading : log.readings()) {
            Duration silence = Duration.between(before, reading.at());
            if (silence.compareTo(LONGEST_SILENCE) > 0) {
                throw new ImportException(
                        log.file() + ": " + silence.toDays() + " days of silence from " + before + " to " + reading.at()
                                + " (expected: a month at most)",
                        "cut the log, or correct the times that are wrong");
            }
            before = reading.at();
        }
    }

    private static Duration tick(ImportedLog log) {
        if (log.length().compareTo(LONGEST_BY_SECONDS) <= 0) {
            return TICK;
        }
        Duration stretched = Duration.ofSeconds(1 + log.length().dividedBy(LONGEST_BY_SECONDS));
        return stretched.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : stretched;
    }

    public ImportedLog log() {
        return log;
    }

    public Workload workload() {
        return workload;
    }

    @Override
    public String name() {
        return log.file();
    }

    @Override
    public List<Decision> decisions() {
        return List.of();
    }

    @Override
    public List<String> assumptions() {
        List<String> all = new ArrayList<>(log.notes());
        all.add(
                log.requests().isEmpty()
                        ? "requests " + workload.requests() + " of " + workload.source() + "; the log tells none"
                        : "the log's " + log.requests().size() + " requests came to " + Demands.asked(workload) + " of "
                                + workload.source());
        if (!tick.equals(TICK)) {
            all.add("a tick every " + tick.toSeconds() + " s, as the log is "
                    + log.length().toDays() + " days long");
        }
        if (log.refusedCount() > 0) {
            all.add(log.refusedCount() + " values or lines of the log were refused and left out");
        }
        return all;
    }

    /** Readings slower than the daemon's are no reason to take the sensor for silent. */
    LoopSettings settings() {
        LoopSettings given = workload.settings();
        Duration slowest = log.channels().stream()
                .map(Channel::typical)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO)
                .multipliedBy(MISSED);
        return new LoopSettings(
                given.dwell(),
                given.hysteresis(),
                given.latencyProbability(),
                slowest.compareTo(given.maxSensorAge()) > 0 ? slowest : given.maxSensorAge(),
                given.quarantine(),
                given.memoryBudgetBytes(),
                given.powerBudgetW(),
                given.assumedTripC(),
                given.wattsPerCore());
    }

    /** Stretches of the log without a reading; no requests are assumed for them. */
    public Gaps gaps() {
        Gaps known = gaps;
        if (known == null) {
            known = found();
            gaps = known;
        }
        return known;
    }

    private Gaps found() {
        Gaps.Finder finder = new Gaps.Finder();
        try {
            told(finder::see);
        } catch (IOException e) {
            throw new UncheckedIOException("the log is in memory", e);
        }
        return finder.found();
    }

    @Override
    public <X extends Exception> void events(TraceReader.EventUse<X> use) throws X, IOException {
        if (!log.requests().isEmpty()) {
            told(use);
            return;
        }
        Gaps silent = gaps();
        told(event -> {
            if (!(event instanceof LoopEvent.Served && silent.cover(event.at()))) {
                use.accept(event);
            }
        });
    }

    /** With requests all the time. */
    private <X extends Exception> void told(TraceReader.EventUse<X> use) throws X, IOException {
        Instant start = log.startedAt();
        use.accept(
                new LoopEvent.Started(start, "imported", settings(), NO_POLICY, workload.scene(), Map.of(), Map.of()));
        use.accept(new LoopEvent.CatalogChanged(start, workload.models()));
        Map<SensorId, Reading> latest = new HashMap<>();
        Demands demands = new Demands(log, workload);
        int next = 0;
        for (Instant at = start; at.isBefore(log.endedAt().plus(tick)); at = at.plus(tick)) {
            List<Reading> sensed = new ArrayList<>();
            while (next < log.readings().size()
                    && !log.readings().get(next).at().isAfter(at)) {
                Reading reading = log.readings().get(next++);
                sensed.add(reading);
                latest.put(reading.sensor(), reading);
            }
            again(sensed, latest, at);
            if (!sensed.isEmpty()) {
                use.accept(new LoopEvent.Sensed(at, sensed, false));
            }
            for (LoopEvent link : Links.of(sensed, workload, at)) {
                use.accept(link);
            }
            if (at.isAfter(start)) {
                use.accept(new LoopEvent.Served(at, demands.upTo(at, tick)));
            }
            use.accept(new LoopEvent.Tick(at));
        }
    }

    private void again(List<Reading> sensed, Map<SensorId, Reading> latest, Instant now) {
        for (SensorId sensor : held) {
            Reading last = latest.get(sensor);
            if (last != null && Duration.between(last.at(), now).compareTo(AGAIN) >= 0) {
                Reading again = new Reading(sensor, last.value(), now, last.label());
                sensed.add(again);
                latest.put(sensor, again);
            }
        }
    }
}
