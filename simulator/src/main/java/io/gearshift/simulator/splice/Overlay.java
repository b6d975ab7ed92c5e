package io.gearshift.simulator.splice;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.core.text.Durations;
import io.gearshift.simulator.importer.Channel;
import io.gearshift.simulator.importer.TraceOrigin;
import io.gearshift.simulator.importer.TraceOrigin.ChannelOrigin;
import io.gearshift.simulator.importer.TraceOrigin.Kind;
import io.gearshift.simulator.importer.TraceOrigin.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Channels of one trace over another: heat from one, network from the other. Both begin together; the lender is looped or cut to the
 * borrower's length. In a gap of the borrower nothing is told, a gap of the lender stays one in its channels.
 *
 * @param channels names or, with a star at the end, beginnings of names: {@code net.*}, {@code temp}, {@code net.rtt}
 * @param isReplacing a channel that both have is the lender's
 */
public record Overlay(List<String> channels, boolean isReplacing) {

    public Overlay {
        channels = List.copyOf(channels);
    }

    boolean takes(SensorId sensor) {
        String name = sensor.signal().channel();
        return channels.stream()
                .anyMatch(one -> one.endsWith("*")
                        ? name.startsWith(one.substring(0, one.length() - 1))
                        : name.equals(one) || sensor.toString().equals(one));
    }

    /** @throws SpliceException when the lender has none of the channels, or the borrower has some already */
    public void write(Material borrower, Material lender, Path folder) throws IOException, SpliceException {
        Set<SensorId> lent = lent(lender);
        requireNoOverlap(borrower, lent);
        try (Output out =
                new Output(folder, borrower.manifest(), origin(borrower, lender, lent), borrower.decisions())) {
            Loan loan = new Loan(this, borrower, lender);
            borrower.recording().events(event -> {
                for (LoopEvent made : loan.over(event)) {
                    out.event(made);
                }
            });
        }
    }

    private Set<SensorId> lent(Material lender) throws SpliceException {
        Set<SensorId> lent = lender.info().channels().stream()
                .map(Channel::sensor)
                .filter(this::takes)
                .collect(Collectors.toCollection(TreeSet::new));
        if (lent.isEmpty()) {
            throw new SpliceException(
                    lender.name() + ": none of its channels is " + String.join(", ", channels),
                    "it has "
                            + (lender.info().channels().isEmpty()
                                    ? "none at all"
                                    : lender.info().channels().stream()
                                            .map(channel -> channel.sensor().toString())
                                            .collect(Collectors.joining(", "))));
        }
        return lent;
    }

    private void requireNoOverlap(Material borrower, Set<SensorId> lent) throws SpliceException {
        Set<Signal> signals = lent.stream().map(SensorId::signal).collect(Collectors.toSet());
        List<String> both = borrower.info().channels().stream()
                .map(Channel::sensor)
                .filter(sensor -> signals.contains(sensor.signal()))
                .map(SensorId::toString)
                .toList();
        if (!both.isEmpty() && !isReplacing) {
            throw new SpliceException(
                    borrower.name() + ": has " + String.join(", ", both) + " of its own",
                    "--replace takes the other's in their place; --channels names fewer");
        }
    }

    private TraceOrigin origin(Material borrower, Material lender, Set<SensorId> lent) {
        Set<Signal> signals = lent.stream().map(SensorId::signal).collect(Collectors.toSet());
        Set<Source> sources = new LinkedHashSet<>(borrower.origin().sources());
        sources.addAll(lender.origin().sources());
        List<Source> all = List.copyOf(sources);
        List<ChannelOrigin> origins = new ArrayList<>();
        for (ChannelOrigin own : borrower.origin().channels()) {
            if (own.channel().startsWith("request{")
                    || !signals.contains(SensorId.parse(own.channel()).signal())) {
                origins.add(placed(own, borrower, all, own.kind(), own.note()));
            }
        }
        String note = lender.period().compareTo(borrower.length()) < 0
                ? "again every " + Durations.format(lender.period())
                : "";
        for (ChannelOrigin other : lender.origin().channels()) {
            if (!other.channel().startsWith("request{") && lent.contains(SensorId.parse(other.channel()))) {
                String both =
                        other.note().isEmpty() || note.isEmpty() ? other.note() + note : other.note() + "; " + note;
                origins.add(placed(other, lender, all, Kind.BORROWED, both));
            }
        }
        Set<String> assumed = new LinkedHashSet<>(borrower.origin().assumed());
        return new TraceOrigin(
                borrower.name() + " with " + String.join(", ", channels) + " of " + lender.name(),
                false,
                all,
                origins.stream()
                        .sorted(Comparator.comparing(ChannelOrigin::channel))
                        .toList(),
                List.copyOf(assumed));
    }

    private static ChannelOrigin placed(
            ChannelOrigin channel, Material from, List<Source> all, Kind kind, String note) {
        int place = all.indexOf(from.origin().sources().get(channel.source()));
        return new ChannelOrigin(channel.channel(), kind, place, note);
    }

    /** Those that this overlay takes, or those that it leaves. */
    List<Reading> readings(List<Reading> all, boolean isTaken) {
        return all.stream().filter(one -> takes(one.sensor()) == isTaken).toList();
    }
}
