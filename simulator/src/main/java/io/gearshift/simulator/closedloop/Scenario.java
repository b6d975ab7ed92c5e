package io.gearshift.simulator.closedloop;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * A recording as a modelled device meets it: what its own gears did is taken out, what came from outside stays.
 *
 * @param startedAt the first turn of the loop
 * @param network to the endpoints, as recorded and as assumed
 * @param opening events up to the first turn, which go to the driver
 * @param gaps stretches of the recording without readings, which are no part of {@code intervals}
 * @param leftOutS their time together, seconds
 * @param assumptions about what the recording does not tell, one sentence each
 */
public record Scenario(
        String name,
        Setting setting,
        Network network,
        Instant startedAt,
        List<LoopEvent> opening,
        List<Interval> intervals,
        int gaps,
        double leftOutS,
        List<String> assumptions) {

    public Scenario {
        opening = List.copyOf(opening);
        intervals = List.copyOf(intervals);
        assumptions = List.copyOf(assumptions);
    }

    /**
     * Gaps are left out: the device does not age in them, and nobody asks.
     *
     * @throws IOException naming what cannot be read, or a recording with less than two turns of the loop outside of gaps
     */
    public static Scenario of(Recording recording, Setting setting) throws IOException {
        ScenarioReader reader = new ScenarioReader(setting, Survey.of(recording), recording::served);
        recording.events(reader::next);
        if (reader.intervals().isEmpty()) {
            throw new IOException(recording.name()
                    + ": less than two turns of the loop with readings in it (expected: at least two)");
        }
        return new Scenario(
                recording.name(),
                setting,
                reader.network(),
                reader.startedAt(),
                reader.opening(),
                reader.intervals(),
                reader.gaps(),
                reader.leftOutS(),
                reader.assumptions());
    }
}
