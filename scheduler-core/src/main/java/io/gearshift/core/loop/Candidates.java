package io.gearshift.core.loop;

import io.gearshift.core.decision.Subject;
import io.gearshift.core.decision.Subject.Contender;
import io.gearshift.core.estimate.Estimate;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.Scene;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stage 2 to 3: what each gear of each model is expected to cost under the state of now. */
public final class Candidates {

    private final LoopState state;
    private final Instant now;

    public Candidates(LoopState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    public List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>(state.models().size());
        for (ModelState model : state.models().values()) {
            subjects.add(subject(model));
        }
        return subjects;
    }

    /** What the policy sees of them. */
    public static PolicyInput input(Device device, Scene scene, List<Subject> subjects) {
        List<Model> models = new ArrayList<>(subjects.size());
        List<Candidate> candidates = new ArrayList<>();
        for (Subject subject : subjects) {
            models.add(subject.model());
            subject.contenders().forEach(contender -> candidates.add(contender.candidate()));
        }
        return new PolicyInput(device, scene, models, candidates);
    }

    private Subject subject(ModelState model) {
        Double objective = state.latencyObjectiveMs(model);
        Double floor = state.scene().minAccuracy() != null
                ? state.scene().minAccuracy()
                : model.spec().minAccuracy();
        Pin pin = model.isPinned(now) ? model.pin() : null;
        return new Subject(
                new Model(
                        model.spec().name(),
                        model.spec().task(),
                        model.spec().priority(),
                        objective,
                        model.estimates().requestsPerS(),
                        model.estimates().missRatio()),
                floor,
                model.active(),
                model.pending() == null ? null : model.pending().to(),
                model.since(),
                pin == null ? null : pin.gear(),
                pin == null ? null : pin.until(),
                model.restored(),
                contenders(model),
                model.last());
    }

    private List<Contender> contenders(ModelState model) {
        List<GearSpec> gears = model.spec().gears();
        Estimate[] estimates = new Estimate[gears.size()];
        double bestAccuracy = 0;
        int lightest = -1;
        for (int i = 0; i < estimates.length; i++) {
            GearSpec gear = gears.get(i);
            estimates[i] = model.estimates().of(gear, now, rtt(gear));
            bestAccuracy = Math.max(bestAccuracy, gear.accuracy());
            if (gear.location() == Location.LOCAL && (lightest < 0 || isLighter(estimates[i], estimates[lightest]))) {
                lightest = i;
            }
        }
        List<Contender> contenders = new ArrayList<>(estimates.length);
        for (int i = 0; i < estimates.length; i++) {
            GearSpec gear = gears.get(i);
            contenders.add(new Contender(
                    candidate(model, gear, estimates[i], bestAccuracy, i == lightest),
                    estimates[i],
                    gear.profile().loadMs(),
                    model.forbiddenAt().get(gear.gear()),
                    quarantined(model, gear.gear())));
        }
        return contenders;
    }

    private static boolean isLighter(Estimate a, Estimate b) {
        return a.energyMj() != b.energyMj() ? a.energyMj() < b.energyMj() : a.memoryBytes() < b.memoryBytes();
    }

    private Candidate candidate(
            ModelState model, GearSpec gear, Estimate estimate, double bestAccuracy, boolean isLightest) {
        boolean isActive = gear.gear().equals(model.active());
        return new Candidate(
                model.spec().name(),
                gear.gear(),
                gear.variant(),
                gear.precision(),
                gear.location(),
                gear.provider(),
                gear.threads(),
                gear.accuracy(),
                bestAccuracy - gear.accuracy(),
                estimate.latencyMs(),
                estimate.latencyP95Ms(),
                estimate.energyMj(),
                estimate.memoryBytes(),
                isActive,
                isActive,
                isLightest,
                isReachable(gear));
    }

    /** An endpoint that was never tried counts as out of reach: nothing is sent on a hope. */
    private boolean isReachable(GearSpec gear) {
        LoopState.Link link = state.links().get(gear.endpoint());
        return gear.location() == Location.LOCAL || (link != null && link.isReachable());
    }

    private @Nullable Double rtt(GearSpec gear) {
        LoopState.Link link = state.links().get(gear.endpoint());
        return link == null || !link.isReachable() ? null : (Double) link.rttMs();
    }

    private @Nullable String quarantined(ModelState model, String gear) {
        ModelState.Quarantine quarantine = model.quarantine().get(gear);
        return quarantine == null || quarantine.isOver(now)
                ? null
                : "failed " + quarantine.failures() + " time(s), next try at " + quarantine.until() + ": "
                        + quarantine.problem();
    }
}
