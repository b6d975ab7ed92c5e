package io.gearshift.policies.situation;

import io.gearshift.core.decision.Subject;
import io.gearshift.core.decision.Subject.Contender;
import io.gearshift.core.estimate.Estimates;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.loop.ModelState;
import io.gearshift.core.loop.Pin;
import io.gearshift.core.swap.SwapPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A model as a document gives it. Gear names are full names that exist.
 *
 * @param active null for a model that has not started
 * @param activeFor how long it has been in force
 * @param pinnedFor what is left of the pin; null when it does not end
 * @param wanted gear of an earlier run
 */
record GivenModel(
        ModelSpec spec,
        List<GivenGear> gears,
        double requestsPerS,
        double missRatio,
        @Nullable String active,
        Duration activeFor,
        @Nullable String pending,
        @Nullable String pinned,
        @Nullable Duration pinnedFor,
        @Nullable String wanted) {

    /** As the loop would remember it. */
    ModelState state(Instant at) {
        SortedMap<String, Instant> forbiddenAt = new TreeMap<>();
        for (GivenGear gear : gears) {
            if (gear.forbiddenAgo() != null) {
                forbiddenAt.put(gear.spec().gear(), at.minus(gear.forbiddenAgo()));
            }
        }
        return new ModelState(
                spec,
                active,
                "",
                at.minus(activeFor),
                pending == null ? null : new SwapPlan("", spec.name(), active, pending, List.of()),
                pinned == null ? null : new Pin(pinned, pinnedFor == null ? null : at.plus(pinnedFor)),
                wanted,
                forbiddenAt,
                new TreeMap<>(),
                new Estimates(null, new TreeMap<>(), requestsPerS, missRatio),
                null);
    }

    /** What was told stands instead of what the loop derives. */
    Subject tell(Subject derived) {
        Subject subject = derived;
        for (GivenGear gear : gears) {
            for (Map.Entry<String, Object> fact : gear.told().entrySet()) {
                subject = Subjects.withCandidate(subject, gear.spec().gear(), fact.getKey(), fact.getValue());
            }
        }
        for (GivenGear gear : gears) {
            for (String relative : List.of("accuracyLoss", "isLightest")) {
                Object told = gear.told().get(relative);
                if (told != null) {
                    subject = Subjects.withCandidate(subject, gear.spec().gear(), relative, told);
                }
            }
        }
        return Records.with(subject, "contenders", quarantined(subject.contenders()));
    }

    private List<Contender> quarantined(List<Contender> contenders) {
        List<Contender> next = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            next.add(Records.with(contenders.get(i), "quarantined", gears.get(i).quarantined()));
        }
        return List.copyOf(next);
    }
}
