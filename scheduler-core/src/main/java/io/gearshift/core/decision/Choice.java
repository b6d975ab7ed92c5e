package io.gearshift.core.decision;

import io.gearshift.core.decision.Decision.Reason;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.policy.Scene;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was chosen for one model; the reason tree is built only when it is asked for. */
public final class Choice {

    private final Subject subject;
    private final Answer answer;
    private final Verdicts verdicts;
    private final Decider.Terms terms;
    private final @Nullable String policyFault;

    Choice(Subject subject, Answer answer, Verdicts verdicts, Decider.Terms terms, @Nullable String policyFault) {
        this.subject = subject;
        this.answer = answer;
        this.verdicts = verdicts;
        this.terms = terms;
        this.policyFault = policyFault;
    }

    public String model() {
        return subject.model().name();
    }

    /** The gear to be in force: the active one while a swap is under way or nothing can be made ready. */
    public String gear() {
        String active = subject.active();
        String pending = subject.pending();
        if (pending != null) {
            return active != null ? active : pending;
        }
        return active != null && isWaiting() ? active : answer.chosen().gear();
    }

    public Action action() {
        return isSwapping() || isWaiting() || answer.isHold() ? Action.HOLD : Action.SHIFT;
    }

    private boolean isSwapping() {
        return subject.pending() != null;
    }

    /** No gear can be made ready now: trying at once again what has just failed would only burn energy. */
    boolean isWaiting() {
        return !answer.isHold() && !answer.chosen().isAble();
    }

    /** Gears that rules forbid now. */
    public List<String> forbidden() {
        List<String> gears = new ArrayList<>();
        for (Option option : answer.question().options()) {
            if (!option.forbids().isEmpty()) {
                gears.add(option.gear());
            }
        }
        return gears;
    }

    /** The local gear that should stay ready beside a remote one; null when the choice is local. */
    public @Nullable String standIn() {
        if (answer.chosen().candidate().isLocal()) {
            return null;
        }
        Option best = null;
        for (Option option : answer.question().options()) {
            boolean isFit = option.candidate().isLocal() && option.quarantined() == null;
            if (isFit && (best == null || rank(option) < rank(best))) {
                best = option;
            }
        }
        return best == null ? null : best.gear();
    }

    /** Permitted before forbidden, lightest first. */
    private static int rank(Option option) {
        return (option.forbids().isEmpty() ? 0 : 2) + (option.candidate().isLightest() ? 0 : 1);
    }

    public ReasonCode reason() {
        if (policyFault != null) {
            return ReasonCode.POLICY_FAULT;
        }
        if (isSwapping()) {
            return ReasonCode.SWAPPING;
        }
        Option chosen = answer.chosen();
        if (isWaiting()) {
            return chosen.quarantined() != null ? ReasonCode.QUARANTINE : ReasonCode.GEAR_LOST;
        }
        if (chosen.gear().equals(answer.question().pinned())) {
            return ReasonCode.PINNED;
        }
        if (answer.isLastResort()) {
            return ReasonCode.LAST_RESORT;
        }
        if (answer.isHold()) {
            return holdReason();
        }
        return shiftReason();
    }

    private ReasonCode holdReason() {
        if (!answer.relaxed().isEmpty()) {
            return ReasonCode.DEGRADED;
        }
        if (answer.better() == null) {
            return ReasonCode.BEST;
        }
        return answer.isHeldByDwell() ? ReasonCode.DWELL : ReasonCode.HYSTERESIS;
    }

    private ReasonCode shiftReason() {
        if (subject.active() == null) {
            return ReasonCode.STARTUP;
        }
        Option active = option(subject.active());
        if (active == null || !active.isAble()) {
            return ReasonCode.GEAR_LOST;
        }
        if (!active.forbids().isEmpty()) {
            return ReasonCode.FORBIDDEN;
        }
        if (!answer.relaxed().isEmpty()) {
            return ReasonCode.DEGRADED;
        }
        Question question = answer.question();
        // A gear held by its dwell is left only for a budget.
        boolean isBroken = question.isDwelling() || !question.meetsLatency(active) || !question.meetsAccuracy(active);
        return isBroken || answer.score(active) >= answer.score(answer.chosen())
                ? ReasonCode.CONSTRAINT
                : ReasonCode.BETTER;
    }

    /** Null for a gear that is no longer known. */
    @Nullable
    Option option(@Nullable String gear) {
        for (Option option : answer.question().options()) {
            if (option.gear().equals(gear)) {
                return option;
            }
        }
        return null;
    }

    /** The same in action, gear and reason as the model's last decision. */
    public boolean repeats() {
        Decision last = subject.last();
        return last != null && last.action() == action() && last.gear().equals(gear()) && last.reason() == reason();
    }

    /** The whole reason tree. */
    public Decision explain(String id, Instant at, PolicyId policy, Device device, Scene scene) {
        ReasonCode code = reason();
        Objections objections = new Objections(answer.question(), verdicts, terms);
        List<Reason> reasons = new Reasons(this, subject, answer, verdicts, terms, objections).of(code, policyFault);
        Ranking ranking = new Ranking(answer, verdicts, objections);
        return new Decision(
                id,
                at,
                model(),
                action(),
                subject.active(),
                gear(),
                code,
                summary(code, reasons),
                !answer.relaxed().isEmpty() || answer.isLastResort(),
                answer.relaxed().stream().map(Relaxation::name).toList(),
                reasons,
                ranking.considered(),
                ranking.runnerUp(),
                policy,
                device,
                scene);
    }

    private String summary(ReasonCode code, List<Reason> reasons) {
        String why = reasons.isEmpty() ? "" : ": " + reasons.get(0).text();
        String shift = subject.active() == null ? "start with " + gear() : subject.active() + " -> " + gear();
        String head = action() == Action.SHIFT ? shift : "stay in " + gear();
        return head + " (" + code.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")" + why;
    }
}
