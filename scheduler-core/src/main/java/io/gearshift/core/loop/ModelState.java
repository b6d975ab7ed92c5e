package io.gearshift.core.loop;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.Estimates;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.swap.SwapPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the loop remembers of one model. Immutable.
 *
 * @param active the gear in force; null until the first swap ended well
 * @param decision id of the decision that put it in force; empty before the first
 * @param since when it came into force
 * @param pending the swap under way
 * @param pin manual override
 * @param restored the gear an earlier run ended with, wanted again at the start
 * @param forbiddenAt when a rule last forbade each gear
 * @param quarantine gears that failed to become ready
 * @param last the last decision, repeated while nothing changes
 */
public record ModelState(
        ModelSpec spec,
        @Nullable String active,
        String decision,
        Instant since,
        @Nullable SwapPlan pending,
        @Nullable Pin pin,
        @Nullable String restored,
        SortedMap<String, Instant> forbiddenAt,
        SortedMap<String, Quarantine> quarantine,
        Estimates estimates,
        @Nullable Decision last) {

    /** @param failures in a row; each doubles the wait */
    public record Quarantine(int failures, Instant until, String problem) {

        private static final Duration LONGEST = Duration.ofHours(1);

        static Quarantine next(@Nullable Quarantine before, Duration first, Instant now, String problem) {
            int failures = before == null ? 1 : before.failures + 1;
            Duration wait = first.multipliedBy(1L << Math.min(20, failures - 1));
            return new Quarantine(failures, now.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST), problem);
        }

        boolean isOver(Instant now) {
            return !now.isBefore(until);
        }
    }

    static ModelState fresh(ModelSpec spec, @Nullable Pin pin, @Nullable String restored) {
        return new ModelState(
                spec,
                null,
                "",
                Instant.MIN,
                null,
                pin,
                restored,
                new TreeMap<>(),
                new TreeMap<>(),
                Estimates.NONE,
                null);
    }

    @Nullable
    GearSpec gear(String name) {
        for (GearSpec gear : spec.gears()) {
            if (gear.gear().equals(name)) {
                return gear;
            }
        }
        return null;
    }

    boolean isPinned(Instant now) {
        return pin != null && (pin.until() == null || now.isBefore(pin.until()));
    }

    ModelState withSpec(ModelSpec next) {
        return new ModelState(
                next, active, decision, since, pending, pin, restored, forbiddenAt, quarantine, estimates, last);
    }

    ModelState withActive(String gear, String by, Instant at) {
        return new ModelState(spec, gear, by, at, null, pin, null, forbiddenAt, quarantine, estimates, last);
    }

    ModelState withPending(@Nullable SwapPlan next) {
        return new ModelState(
                spec, active, decision, since, next, pin, restored, forbiddenAt, quarantine, estimates, last);
    }

    ModelState withPin(@Nullable Pin next) {
        return new ModelState(
                spec, active, decision, since, pending, next, restored, forbiddenAt, quarantine, estimates, last);
    }

    ModelState withEstimates(Estimates next) {
        return new ModelState(
                spec, active, decision, since, pending, pin, restored, forbiddenAt, quarantine, next, last);
    }

    ModelState withForbiddenAt(SortedMap<String, Instant> next) {
        return new ModelState(spec, active, decision, since, pending, pin, restored, next, quarantine, estimates, last);
    }

    ModelState withQuarantine(SortedMap<String, Quarantine> next) {
        return new ModelState(
                spec, active, decision, since, pending, pin, restored, forbiddenAt, next, estimates, last);
    }

    ModelState withLast(@Nullable Decision next) {
        return new ModelState(
                spec, active, decision, since, pending, pin, restored, forbiddenAt, quarantine, estimates, next);
    }
}
