package io.gearshift.simulator.splice;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.Signal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Puts what one trace lends into the other, event by event of the other. */
final class Loan {

    private final Overlay overlay;
    private final List<Reading> lent = new ArrayList<>();
    private final List<LoopEvent.LinkChanged> probes = new ArrayList<>();
    private final SortedSet<String> endpoints = new TreeSet<>();
    private final Duration period;
    private final boolean hasRoundTrips;
    private final boolean isSensed;
    private int nextReading;
    private int nextProbe;
    private Duration readingShift;
    private Duration probeShift;

    Loan(Overlay overlay, Material borrower, Material lender) throws IOException {
        this.overlay = overlay;
        this.period = lender.period();
        this.readingShift = Duration.between(lender.start(), borrower.start());
        this.probeShift = readingShift;
        this.isSensed = !borrower.info().channels().isEmpty();
        boolean isNetwork = overlay.channels().stream()
                .anyMatch(one -> one.equals("net.*") || one.startsWith(Signal.NETWORK_RTT.channel()));
        lender.recording().events(event -> {
            if (event instanceof LoopEvent.Sensed sensed) {
                lent.addAll(overlay.readings(sensed.readings(), true));
            } else if (isNetwork && event instanceof LoopEvent.LinkChanged link && isOfOneEndpoint(link)) {
                probes.add(link);
            }
        });
        lent.sort(Comparator.comparing(Reading::at));
        if (probes.isEmpty()) {
            lent.stream()
                    .filter(one -> one.sensor().signal() == Signal.NETWORK_RTT)
                    .forEach(one -> probes.add(probe(one)));
        }
        this.hasRoundTrips = !probes.isEmpty();
    }

    private boolean isOfOneEndpoint(LoopEvent.LinkChanged link) {
        return probes.isEmpty() || probes.get(0).endpoint().equals(link.endpoint());
    }

    private static LoopEvent.LinkChanged probe(Reading rtt) {
        return new LoopEvent.LinkChanged(rtt.at(), "", true, Duration.ofNanos(Math.round(rtt.value() * 1e9)));
    }

    /** The borrower's event, without what is lent instead, after what the lender tells up to it. */
    List<LoopEvent> over(LoopEvent event) {
        if (event instanceof LoopEvent.CatalogChanged catalog) {
            catalog.models()
                    .forEach(model -> model.gears().stream()
                            .map(GearSpec::endpoint)
                            .filter(endpoint -> !endpoint.isEmpty())
                            .forEach(endpoints::add));
        }
        List<LoopEvent> all = new ArrayList<>();
        if (event instanceof LoopEvent.LinkChanged && hasRoundTrips) {
            return all;
        }
        if (event instanceof LoopEvent.Sensed sensed) {
            List<Reading> readings = new ArrayList<>(overlay.readings(sensed.readings(), false));
            readings.addAll(due(sensed.at()));
            all.add(new LoopEvent.Sensed(sensed.at(), readings, sensed.isUrgent()));
        } else if (event instanceof LoopEvent.Tick && !isSensed) {
            List<Reading> readings = due(event.at());
            if (!readings.isEmpty()) {
                all.add(new LoopEvent.Sensed(event.at(), readings, false));
            }
        }
        if (event instanceof LoopEvent.Tick) {
            all.addAll(links(event.at()));
        }
        if (!(event instanceof LoopEvent.Sensed)) {
            all.add(event);
        }
        return all;
    }

    private List<Reading> due(Instant now) {
        List<Reading> due = new ArrayList<>();
        while (!lent.isEmpty() && !lent.get(nextReading).at().plus(readingShift).isAfter(now)) {
            Reading one = lent.get(nextReading);
            due.add(new Reading(one.sensor(), one.value(), one.at().plus(readingShift), one.label()));
            nextReading++;
            if (nextReading == lent.size()) {
                nextReading = 0;
                readingShift = readingShift.plus(period);
            }
        }
        return due;
    }

    /** What the lender's probes found, for every endpoint of the borrower: there is one way out. */
    private List<LoopEvent> links(Instant now) {
        List<LoopEvent> links = new ArrayList<>();
        while (hasRoundTrips && !probes.get(nextProbe).at().plus(probeShift).isAfter(now)) {
            LoopEvent.LinkChanged probe = probes.get(nextProbe);
            endpoints.forEach(
                    endpoint -> links.add(new LoopEvent.LinkChanged(now, endpoint, probe.isReachable(), probe.rtt())));
            nextProbe++;
            if (nextProbe == probes.size()) {
                nextProbe = 0;
                probeShift = probeShift.plus(period);
            }
        }
        return links;
    }
}
