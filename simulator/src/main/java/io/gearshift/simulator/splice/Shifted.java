package io.gearshift.simulator.splice;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.Pin;
import io.gearshift.core.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The same events at another time. */
final class Shifted {

    private Shifted() {}

    static LoopEvent by(Duration shift, LoopEvent event) {
        Instant at = event.at().plus(shift);
        if (event instanceof LoopEvent.Started e) {
            return new LoopEvent.Started(at, e.run(), e.settings(), e.policy(), e.scene(), e.pins(), e.gears());
        } else if (event instanceof LoopEvent.Sensed e) {
            return new LoopEvent.Sensed(at, readings(shift, e.readings()), e.isUrgent());
        } else if (event instanceof LoopEvent.Served e) {
            return new LoopEvent.Served(at, e.observations());
        } else if (event instanceof LoopEvent.SceneChanged e) {
            return new LoopEvent.SceneChanged(at, e.scene());
        } else if (event instanceof LoopEvent.CatalogChanged e) {
            return new LoopEvent.CatalogChanged(at, e.models());
        } else if (event instanceof LoopEvent.LinkChanged e) {
            return to(at, e);
        } else if (event instanceof LoopEvent.PinSet e) {
            Instant until = e.pin().until();
            return new LoopEvent.PinSet(
                    at, e.model(), new Pin(e.pin().gear(), until == null ? null : until.plus(shift)));
        } else if (event instanceof LoopEvent.PinCleared e) {
            return new LoopEvent.PinCleared(at, e.model());
        } else if (event instanceof LoopEvent.SwapFinished e) {
            return new LoopEvent.SwapFinished(at, e.result());
        } else if (event instanceof LoopEvent.PolicyChanged e) {
            return new LoopEvent.PolicyChanged(at, e.policy());
        }
        return new LoopEvent.Tick(at);
    }

    static LoopEvent.LinkChanged to(Instant at, LoopEvent.LinkChanged link) {
        return new LoopEvent.LinkChanged(at, link.endpoint(), link.isReachable(), link.rtt());
    }

    static List<Reading> readings(Duration shift, List<Reading> readings) {
        return readings.stream()
                .map(one -> new Reading(one.sensor(), one.value(), one.at().plus(shift), one.label()))
                .toList();
    }

    /** @param suffix keeps ids apart */
    static Decision by(Duration shift, Decision one, String suffix) {
        return new Decision(
                one.id() + suffix,
                one.at().plus(shift),
                one.model(),
                one.action(),
                one.from(),
                one.gear(),
                one.reason(),
                one.summary(),
                one.isDegraded(),
                one.relaxed(),
                one.reasons(),
                one.considered(),
                one.runnerUp(),
                one.policy(),
                one.device(),
                one.scene());
    }
}
