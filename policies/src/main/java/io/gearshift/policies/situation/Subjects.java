package io.gearshift.policies.situation;

import io.gearshift.core.decision.Subject;
import io.gearshift.core.decision.Subject.Contender;
import io.gearshift.core.estimate.Estimate;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Scene;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Subjects with single facts changed. */
final class Subjects {

    private static final Comparator<Candidate> WEIGHT =
            Comparator.comparingDouble(Candidate::energyMj).thenComparingDouble(Candidate::memoryBytes);

    private Subjects() {}

    static List<Subject> all(List<Subject> subjects, UnaryOperator<Subject> change) {
        return subjects.stream().map(change).toList();
    }

    static List<Subject> of(List<Subject> subjects, String model, UnaryOperator<Subject> change) {
        if (subjects.stream().noneMatch(s -> s.model().name().equals(model))) {
            throw new IllegalArgumentException("no model " + model);
        }
        return all(subjects, s -> s.model().name().equals(model) ? change.apply(s) : s);
    }

    static Subject withModel(Subject subject, String name, @Nullable Object value) {
        return Records.with(subject, "model", Records.with(subject.model(), name, value));
    }

    /** The scene's objective and floor come before the models' own; giving them up leaves those last in force. */
    static Subject under(Subject subject, Scene before, Scene next) {
        Subject changed = subject;
        if (next.latencyObjectiveMs() != null && !next.latencyObjectiveMs().equals(before.latencyObjectiveMs())) {
            changed = withModel(changed, "latencyObjectiveMs", next.latencyObjectiveMs());
        }
        if (next.minAccuracy() != null && !next.minAccuracy().equals(before.minAccuracy())) {
            changed = Records.with(changed, "minAccuracy", next.minAccuracy());
        }
        return changed;
    }

    static Subject withCandidate(Subject subject, String gear, String name, @Nullable Object value) {
        List<Contender> contenders = new ArrayList<>();
        boolean isFound = false;
        for (Contender contender : subject.contenders()) {
            boolean isIt = contender.candidate().gear().equals(gear);
            isFound |= isIt;
            contenders.add(isIt ? changed(contender, name, value) : contender);
        }
        if (!isFound) {
            throw new IllegalArgumentException(subject.model().name() + " has no gear " + gear);
        }
        boolean isRelative = !name.equals("isLightest") && !name.equals("accuracyLoss");
        return Records.with(subject, "contenders", List.copyOf(isRelative ? compared(contenders) : contenders));
    }

    static Subject withoutQuarantine(Subject subject, String gear) {
        List<Contender> contenders = subject.contenders().stream()
                .map(c -> c.candidate().gear().equals(gear)
                        ? new Contender(c.candidate(), c.estimate(), c.loadMs(), c.forbiddenAt(), null)
                        : c)
                .toList();
        return Records.with(subject, "contenders", contenders);
    }

    /** The estimate says the same as the fact; a change of the mean leaves the spread. */
    private static Contender changed(Contender contender, String name, @Nullable Object value) {
        Candidate candidate = Records.with(contender.candidate(), name, value);
        double spread = contender.estimate().spreadMs();
        if (name.equals("latencyP95Ms")) {
            spread = Math.max(0, (candidate.latencyP95Ms() - candidate.latencyMs()) / Estimate.Z95);
        }
        Estimate estimate = new Estimate(candidate.latencyMs(), spread, candidate.energyMj(), candidate.memoryBytes());
        if (name.equals("latencyMs")) {
            candidate = Records.with(candidate, "latencyP95Ms", estimate.latencyP95Ms());
        }
        return new Contender(candidate, estimate, contender.loadMs(), contender.forbiddenAt(), contender.quarantined());
    }

    /** What a candidate is beside the others of its model. */
    private static List<Contender> compared(List<Contender> contenders) {
        List<Candidate> candidates =
                contenders.stream().map(Contender::candidate).toList();
        double best = candidates.stream().mapToDouble(Candidate::accuracy).max().orElse(0);
        Candidate lightest =
                candidates.stream().filter(Candidate::isLocal).min(WEIGHT).orElse(null);
        List<Contender> next = new ArrayList<>();
        for (Contender contender : contenders) {
            Candidate it = contender.candidate();
            boolean isLightest = it.equals(lightest);
            Candidate seen = Records.with(
                    Records.with(it, "accuracyLoss", best - it.accuracy()), "isLightest", (Object) isLightest);
            next.add(new Contender(
                    seen, contender.estimate(), contender.loadMs(), contender.forbiddenAt(), contender.quarantined()));
        }
        return next;
    }
}
