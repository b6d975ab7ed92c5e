package io.gearshift.simulator.closedloop;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.Signal;
import io.gearshift.simulator.replay.Gaps;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What must be known of a whole recording before it is cut into intervals. */
final class Survey {

    /** Sent with answered requests. */
    private static final class Sent {
        private long requests;
        private long bytes;
    }

    private final Gaps.Finder gaps = new Gaps.Finder();
    private final SortedSet<String> probed = new TreeSet<>();
    private final SortedSet<String> endpoints = new TreeSet<>();
    private final SortedSet<String> remote = new TreeSet<>();
    private final Set<Signal> told = EnumSet.noneOf(Signal.class);
    private final SortedSet<String> kinds = new TreeSet<>();
    private final SortedMap<String, Sent> sent = new TreeMap<>();
    private final SortedMap<String, List<Double>> speeds = new TreeMap<>();

    /** @throws IOException naming file and line of what cannot be read */
    static Survey of(Recording recording) throws IOException {
        Survey survey = new Survey();
        recording.events(event -> survey.see(event, recording));
        return survey;
    }

    private void see(LoopEvent event, Recording recording) {
        gaps.see(event);
        if (event instanceof LoopEvent.LinkChanged link) {
            probed.add(link.endpoint());
        } else if (event instanceof LoopEvent.Sensed sensed) {
            sensed.readings().forEach(this::sense);
        } else if (event instanceof LoopEvent.Served served) {
            served.observations().forEach(this::count);
        } else if (event instanceof LoopEvent.CatalogChanged catalog) {
            recording.served(catalog.models()).forEach(this::register);
        }
    }

    private void register(ModelSpec model) {
        model.gears().forEach(gear -> {
            if (!gear.endpoint().isEmpty()) {
                endpoints.add(gear.endpoint());
                remote.add(model.name());
            }
        });
    }

    private void sense(Reading reading) {
        Signal signal = reading.sensor().signal();
        told.add(signal);
        if (signal == Signal.NETWORK_KIND && reading.value() > 0.5) {
            kinds.add(reading.sensor().instance());
        } else if (signal == Signal.REMOTE_SPEED) {
            speeds.computeIfAbsent(reading.sensor().instance(), machine -> new ArrayList<>())
                    .add(reading.value());
        }
    }

    private void count(Observation seen) {
        if (seen.bytesSent() > 0) {
            Sent sum = sent.computeIfAbsent(seen.model(), model -> new Sent());
            sum.requests += seen.requests() + seen.errors();
            sum.bytes += seen.bytesSent();
        }
    }

    Gaps gaps() {
        return gaps.found();
    }

    boolean tells(Signal signal) {
        return told.contains(signal);
    }

    boolean tellsBandwidth() {
        return tells(Signal.NETWORK_BANDWIDTH_DOWN) || tells(Signal.NETWORK_BANDWIDTH_UP);
    }

    /** Endpoints whose way was tried while it was recorded. */
    Set<String> probed() {
        return probed;
    }

    /** Of all gears. */
    Set<String> endpoints() {
        return endpoints;
    }

    /** Models that have a gear elsewhere. */
    Set<String> remote() {
        return remote;
    }

    Set<String> kinds() {
        return kinds;
    }

    /** A remote answer's mean; NaN where none was recorded. */
    double bytesSent(String model) {
        Sent sum = sent.get(model);
        return sum == null || sum.requests == 0 ? Double.NaN : (double) sum.bytes / sum.requests;
    }

    /** The machine that stands for the far side: the first that the recording names; null for none. */
    @Nullable
    String machine() {
        return speeds.isEmpty() ? null : speeds.firstKey();
    }

    /** Its median. */
    double usualSpeed() {
        List<Double> all = new ArrayList<>(speeds.get(speeds.firstKey()));
        Collections.sort(all);
        return all.get(all.size() / 2);
    }
}
