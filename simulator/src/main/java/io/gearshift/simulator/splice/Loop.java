package io.gearshift.simulator.splice;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.text.Durations;
import io.gearshift.simulator.importer.TraceOrigin;
import io.gearshift.simulator.importer.TraceOrigin.ChannelOrigin;
import io.gearshift.simulator.importer.TraceOrigin.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A trace again and again. At each seam models, scene, rules and pins go back to how they were at the beginning.
 *
 * @param length of the result, at least a round's
 */
public record Loop(Duration length) {

    /** So many rounds of a second are a year. */
    private static final long MOST_ROUNDS = 31_536_000;

    /** @throws SpliceException for no round or too many */
    public static Loop times(long times, Material trace) throws SpliceException {
        if (times < 2 || times > MOST_ROUNDS) {
            throw new SpliceException("--times: " + times + " (expected: 2.." + MOST_ROUNDS + ")", "");
        }
        try {
            return new Loop(trace.period().multipliedBy(times));
        } catch (ArithmeticException e) {
            throw new SpliceException("--times: " + times + ": longer than time itself", "");
        }
    }

    /** @throws SpliceException for a trace that is longer than that */
    public void write(Material trace, Path folder) throws IOException, SpliceException {
        if (length.compareTo(trace.period()) <= 0) {
            throw new SpliceException(
                    trace.name() + ": it is " + Durations.format(trace.length()) + " long, no shorter than "
                            + Durations.format(length),
                    "gearshift trace cut makes it shorter");
        }
        Instant end = trace.start().plus(length);
        try (Output out = new Output(folder, trace.manifest(), origin(trace), decisions(trace, end))) {
            Standing first = new Standing();
            for (Duration shift = Duration.ZERO; shift.compareTo(length) < 0; shift = shift.plus(trace.period())) {
                round(trace, shift, end, first, out);
            }
        }
    }

    private static void round(Material trace, Duration shift, Instant end, Standing first, Output out)
            throws IOException {
        boolean isFirst = shift.isZero();
        Standing now = new Standing();
        trace.recording().events(event -> {
            now.see(event);
            LoopEvent shifted = Shifted.by(shift, event);
            boolean isBeginning =
                    event instanceof LoopEvent.Started || event.at().equals(trace.start());
            if (isFirst && isBeginning && !(event instanceof LoopEvent.Tick)) {
                first.see(event);
            }
            boolean isAgain = event instanceof LoopEvent.Started;
            if (shifted.at().isBefore(end) && (isFirst || !isAgain)) {
                out.event(shifted);
            }
        });
        Instant seam = trace.start().plus(shift).plus(trace.period());
        if (seam.isBefore(end)) {
            for (LoopEvent back : now.back(first, seam)) {
                out.event(back);
            }
        }
    }

    private static List<Decision> decisions(Material trace, Instant end) {
        List<Decision> all = new ArrayList<>(trace.decisions());
        int round = 2;
        for (Duration shift = trace.period();
                trace.start().plus(shift).isBefore(end);
                shift = shift.plus(trace.period())) {
            for (Decision decision : trace.decisions()) {
                if (decision.at().plus(shift).isBefore(end)) {
                    all.add(Shifted.by(shift, decision, "-round" + round));
                }
            }
            round++;
        }
        return all;
    }

    private TraceOrigin origin(Material trace) {
        TraceOrigin of = trace.origin();
        String note = "again every " + Durations.format(trace.period());
        List<ChannelOrigin> channels = of.channels().stream()
                .map(channel -> new ChannelOrigin(
                        channel.channel(),
                        channel.kind() == Kind.REAL ? Kind.DERIVED : channel.kind(),
                        channel.source(),
                        channel.note().isEmpty() ? note : channel.note() + "; " + note))
                .toList();
        return new TraceOrigin(
                trace.name() + " looped for " + Durations.format(length), false, of.sources(), channels, of.assumed());
    }
}
