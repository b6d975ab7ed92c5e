package io.gearshift.simulator.closedloop;

import io.gearshift.simulator.oracle.DecisionProblem.Box;
import io.gearshift.simulator.oracle.DecisionProblem.Reach;
import java.util.ArrayList;
import java.util.List;

/**
 * One interval of the closed loop for all states of a box at once: what any of them pays at least, and boxes that hold what they
 * become. The interval arithmetic to {@link Passage}: every quantity is followed by its least and its most, so it holds also where
 * starting worse may end better, as when cores are short, a queue refuses or the battery ends.
 *
 * <p>Source: R. E. Moore, "Interval Analysis", Prentice-Hall 1966.
 */
final class Enclosure {

    private final Setting setting;
    private final Passage passage;

    Enclosure(Setting setting, Passage passage) {
        this.setting = setting;
        this.passage = passage;
    }

    /** @return one for each speed level that a state may be at afterwards, and for being off and on */
    List<Reach<RunStatus>> after(Box<RunStatus> box, Interval interval, double errorJ) {
        Box<RunStatus> aligned = new Box<>(
                box.low().aligned(interval.demands(), setting), box.high().aligned(interval.demands(), setting));
        List<Reach<RunStatus>> reached = new ArrayList<>();
        if (!passage.isOff(aligned.low(), interval)) {
            reached.addAll(new EnclosedInterval(setting, passage, aligned, interval, errorJ, false).reach());
        }
        if (passage.isOff(aligned.high(), interval)) {
            reached.addAll(new EnclosedInterval(setting, passage, aligned, interval, errorJ, true).reach());
        }
        return reached;
    }
}
