package io.gearshift.core.decision;

import io.gearshift.core.decision.Decision.Reason;
import io.gearshift.core.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What speaks against one option: rules, quarantine, a lost link, its rest, the constraints it breaks. */
final class Objections {

    private final Question question;
    private final Verdicts verdicts;
    private final Decider.Terms terms;

    Objections(Question question, Verdicts verdicts, Decider.Terms terms) {
        this.question = question;
        this.verdicts = verdicts;
        this.terms = terms;
    }

    List<Reason> all(Option option) {
        List<Reason> against = rejections(option);
        if (option.restingS() > 0) {
            against.add(Reason.plain(
                    "hysteresis",
                    "resting",
                    "a rule forbade it until a moment ago: " + Facts.number(option.restingS()) + " s to go"));
        }
        against.addAll(broken(option));
        return against;
    }

    /** Why it cannot serve, or must not. */
    List<Reason> rejections(Option option) {
        List<Reason> reasons = new ArrayList<>();
        for (Verdict.Forbid forbid : option.forbids()) {
            reasons.add(verdicts.reason("rule", forbid, option.candidate()));
        }
        if (option.quarantined() != null) {
            reasons.add(Reason.plain("quarantine", "quarantine", option.quarantined()));
        }
        if (!option.candidate().isReachable()) {
            reasons.add(Reason.plain("link", "unreachable", "the endpoint of " + option.gear() + " does not answer"));
        }
        return reasons;
    }

    /** Constraints of the model that it does not hold. */
    List<Reason> broken(Option option) {
        List<Reason> broken = new ArrayList<>(2);
        if (!question.meetsLatency(option)) {
            broken.add(Reason.plain(
                    "constraint",
                    "latency",
                    String.format(
                            Locale.ROOT,
                            "%s needs %.1f ms at %.1f %%, the objective is %.1f ms",
                            option.gear(),
                            option.latencyAtMs(),
                            100 * terms.probability(),
                            question.latencyObjectiveMs())));
        }
        Double floor = question.minAccuracy();
        if (floor != null && !question.meetsAccuracy(option)) {
            broken.add(Reason.plain(
                    "constraint",
                    "accuracy",
                    option.gear() + " has " + Facts.number(option.candidate().accuracy()) + ", the floor is "
                            + Facts.number(floor)));
        }
        return broken;
    }
}
