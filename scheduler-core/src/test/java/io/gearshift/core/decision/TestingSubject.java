package io.gearshift.core.decision;

import io.gearshift.core.decision.Subject.Contender;
import io.gearshift.core.estimate.Estimate;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Model;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds one model as the decider sees it. Estimates are the profiles' figures. */
final class TestingSubject {

    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final String name;
    private final List<GearSpec> gears;
    private final Map<String, Instant> forbiddenAt = new HashMap<>();
    private final Map<String, String> quarantined = new HashMap<>();
    private final Set<String> unreachable = new HashSet<>();
    private int priority = 50;
    private double requestsPerS = 10;
    private @Nullable Double latencyObjectiveMs;
    private @Nullable Double minAccuracy;
    private @Nullable String active;
    private @Nullable String pending;
    private @Nullable String pinned;
    private @Nullable String wanted;
    private Instant since = NOW.minusSeconds(3600);

    private TestingSubject(String name, List<GearSpec> gears) {
        this.name = name;
        this.gears = gears;
    }

    static TestingSubject of(String name, GearSpec... gears) {
        return new TestingSubject(name, List.of(gears));
    }

    TestingSubject priority(int value) {
        priority = value;
        return this;
    }

    TestingSubject requestsPerS(double value) {
        requestsPerS = value;
        return this;
    }

    TestingSubject within(double latencyMs) {
        latencyObjectiveMs = latencyMs;
        return this;
    }

    TestingSubject floor(double accuracy) {
        minAccuracy = accuracy;
        return this;
    }

    /** In force for an hour. */
    TestingSubject active(GearSpec gear) {
        active = gear.gear();
        return this;
    }

    TestingSubject since(Duration ago) {
        since = NOW.minus(ago);
        return this;
    }

    TestingSubject pending(GearSpec gear) {
        pending = gear.gear();
        return this;
    }

    TestingSubject pinned(GearSpec gear) {
        pinned = gear.gear();
        return this;
    }

    TestingSubject wanted(GearSpec gear) {
        wanted = gear.gear();
        return this;
    }

    TestingSubject wasForbidden(GearSpec gear, Duration ago) {
        forbiddenAt.put(gear.gear(), NOW.minus(ago));
        return this;
    }

    TestingSubject quarantined(GearSpec gear) {
        quarantined.put(gear.gear(), "failed 1 time(s)");
        return this;
    }

    TestingSubject unreachable(GearSpec gear) {
        unreachable.add(gear.gear());
        return this;
    }

    Subject build() {
        Model model = new Model(name, "testing", priority, latencyObjectiveMs, requestsPerS, 0);
        List<Contender> contenders = new ArrayList<>();
        for (GearSpec gear : gears) {
            contenders.add(contender(gear));
        }
        return new Subject(model, minAccuracy, active, pending, since, pinned, null, wanted, contenders, null);
    }

    private Contender contender(GearSpec gear) {
        double best = gears.stream().mapToDouble(GearSpec::accuracy).max().orElseThrow();
        String lightest = gears.stream()
                .filter(g -> g.endpoint().isEmpty())
                .min(Comparator.comparingDouble(g -> g.profile().energyMj()))
                .map(GearSpec::gear)
                .orElse("");
        double latencyMs = gear.profile().latencyP50Ms();
        Estimate estimate = new Estimate(
                latencyMs,
                0.05 * latencyMs,
                gear.profile().energyMj(),
                gear.profile().memoryBytes());
        boolean isActive = gear.gear().equals(active);
        Candidate candidate = new Candidate(
                name,
                gear.gear(),
                gear.variant(),
                gear.precision(),
                gear.location(),
                gear.provider(),
                gear.threads(),
                gear.accuracy(),
                best - gear.accuracy(),
                latencyMs,
                estimate.latencyP95Ms(),
                estimate.energyMj(),
                estimate.memoryBytes(),
                isActive,
                isActive,
                gear.gear().equals(lightest),
                !unreachable.contains(gear.gear()));
        return new Contender(
                candidate,
                estimate,
                gear.profile().loadMs(),
                forbiddenAt.get(gear.gear()),
                quarantined.get(gear.gear()));
    }
}
