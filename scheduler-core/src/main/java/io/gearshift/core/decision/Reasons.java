package io.gearshift.core.decision;

import io.gearshift.core.decision.Decision.Reason;
import io.gearshift.core.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why a choice is what it is: the branch of the reason tree that leads to the gear in force. */
final class Reasons {

    private final Choice choice;
    private final Subject subject;
    private final Answer answer;
    private final Verdicts verdicts;
    private final Decider.Terms terms;
    private final Objections objections;

    Reasons(
            Choice choice,
            Subject subject,
            Answer answer,
            Verdicts verdicts,
            Decider.Terms terms,
            Objections objections) {
        this.choice = choice;
        this.subject = subject;
        this.answer = answer;
        this.verdicts = verdicts;
        this.terms = terms;
        this.objections = objections;
    }

    /** @param fault why the policy was not used; null when it was */
    List<Reason> of(ReasonCode code, @Nullable String fault) {
        List<Reason> reasons = new ArrayList<>();
        Question question = answer.question();
        Option chosen = answer.chosen();
        switch (code) {
            case POLICY_FAULT -> reasons.add(Reason.plain("policy", "fault", String.valueOf(fault)));
            case SWAPPING -> reasons.add(Reason.plain("swap", "pending", subject.pending() + " is being made ready"));
            case PINNED -> reasons.add(pin());
            case FORBIDDEN, GEAR_LOST, QUARANTINE ->
                addRejections(reasons, choice.isWaiting() ? chosen : choice.option(subject.active()));
            case LAST_RESORT -> {
                reasons.add(Reason.plain(
                        "constraint", "last-resort", "every gear is forbidden; the lightest local one serves"));
                addRejections(reasons, chosen);
            }
            case DWELL ->
                reasons.add(Reason.plain(
                        "dwell",
                        "dwell",
                        better().gear() + " would be better, but " + question.active() + " is in force since "
                                + subject.since() + " and the dwell is "
                                + Facts.number(terms.dwell().toMillis() / 1000.0) + " s"));
            case HYSTERESIS ->
                reasons.add(Reason.plain(
                        "hysteresis",
                        "hysteresis",
                        String.format(
                                Locale.ROOT,
                                "%s scores %.3f, %s %.3f: less than the margin of %.3f and the cost of a switch",
                                better().gear(),
                                answer.score(better()),
                                chosen.gear(),
                                answer.score(chosen),
                                terms.hysteresis())));
            case CONSTRAINT -> addBroken(reasons, choice.option(subject.active()));
            case DEGRADED ->
                reasons.add(Reason.plain(
                        "constraint",
                        "relaxed",
                        "no permitted gear holds " + answer.relaxed() + "; given up in that order"));
            case STARTUP, BEST, BETTER -> reasons.add(score(chosen));
        }
        addWhy(reasons, chosen);
        return reasons;
    }

    /** Only for holds that a better gear explains. */
    private Option better() {
        return Objects.requireNonNull(answer.better(), "better");
    }

    private Reason pin() {
        Option chosen = answer.chosen();
        Verdict.Pin rule = verdicts.pin(choice.model());
        if (!chosen.gear().equals(subject.pinned()) && rule != null) {
            return verdicts.reason("rule", rule, chosen.candidate());
        }
        String until = subject.pinUntil() == null ? "until it is unpinned" : "until " + subject.pinUntil();
        return Reason.plain("pin", "manual", chosen.gear() + " is pinned " + until);
    }

    private void addRejections(List<Reason> reasons, @Nullable Option rejected) {
        if (rejected == null) {
            reasons.add(Reason.plain("registry", "gone", subject.active() + " is no longer in the registry"));
        } else {
            reasons.addAll(objections.rejections(rejected));
        }
    }

    private void addBroken(List<Reason> reasons, @Nullable Option active) {
        if (active == null) {
            return;
        }
        List<Reason> broken = objections.broken(active);
        reasons.addAll(
                broken.isEmpty()
                        ? List.of(Reason.plain(
                                "budget", "joint", active.gear() + " does not fit the budgets of all models"))
                        : broken);
    }

    /** What else speaks for the chosen gear: preferences, the objective's rule, budgets. */
    private void addWhy(List<Reason> reasons, Option chosen) {
        for (Verdict.Prefer prefer : verdicts.prefers(chosen.candidate())) {
            reasons.add(verdicts.reason("prefer", prefer, chosen.candidate()));
        }
        Verdict.Aim aim = verdicts.aim(choice.model());
        reasons.add(
                aim == null
                        ? Reason.plain("objective", "pack", "the pack's objective is " + terms.objective())
                        : verdicts.reason("objective", aim, null));
        if (verdicts.memory() != null) {
            reasons.add(verdicts.reason("limit", verdicts.memory(), null));
        }
        if (verdicts.power() != null) {
            reasons.add(verdicts.reason("limit", verdicts.power(), null));
        }
    }

    private Reason score(Option option) {
        return Reason.plain(
                "score",
                answer.question().objective().name(),
                String.format(
                        Locale.ROOT,
                        "%s scores %.3f for %s: accuracy %.4f, %.2f ms, %.2f mJ",
                        option.gear(),
                        answer.score(option),
                        answer.question().objective(),
                        option.candidate().accuracy(),
                        option.candidate().latencyMs(),
                        option.candidate().energyMj()));
    }
}
