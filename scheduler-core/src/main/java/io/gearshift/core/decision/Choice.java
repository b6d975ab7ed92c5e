package io.gearshift.core.decision;

import io.gearshift.core.decision.Decision.Considered;
import io.gearshift.core.decision.Decision.Reason;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.policy.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
    private boolean isWaiting() {
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

    private @Nullable Option option(@Nullable String gear) {
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
        List<Reason> reasons = reasons(code);
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
                considered(),
                runnerUp(),
                policy,
                device,
                scene);
    }

    private String summary(ReasonCode code, List<Reason> reasons) {
        String why = reasons.isEmpty() ? "" : ": " + reasons.get(0).text();
        String shift = subject.active() == null ? "start with " + gear() : subject.active() + " -> " + gear();
        String head = action() == Action.SHIFT ? shift : "stay in " + gear();
        return head + " (" + code.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ")" + why;
    }

    private List<Reason> reasons(ReasonCode code) {
        List<Reason> reasons = new ArrayList<>();
        Question question = answer.question();
        Option chosen = answer.chosen();
        switch (code) {
            case POLICY_FAULT -> reasons.add(plain("policy", "fault", String.valueOf(policyFault)));
            case SWAPPING -> reasons.add(plain("swap", "pending", subject.pending() + " is being made ready"));
            case PINNED -> reasons.add(pin());
            case FORBIDDEN, GEAR_LOST, QUARANTINE ->
                addRejections(reasons, isWaiting() ? chosen : option(subject.active()));
            case LAST_RESORT -> {
                reasons.add(
                        plain("constraint", "last-resort", "every gear is forbidden; the lightest local one serves"));
                addRejections(reasons, chosen);
            }
            case DWELL ->
                reasons.add(plain(
                        "dwell",
                        "dwell",
                        better().gear() + " would be better, but " + question.active() + " is in force since "
                                + subject.since() + " and the dwell is "
                                + seconds(terms.dwell().toMillis() / 1000.0)));
            case HYSTERESIS ->
                reasons.add(plain(
                        "hysteresis",
                        "hysteresis",
                        String.format(
                                java.util.Locale.ROOT,
                                "%s scores %.3f, %s %.3f: less than the margin of %.3f and the cost of a switch",
                                better().gear(),
                                answer.score(better()),
                                chosen.gear(),
                                answer.score(chosen),
                                terms.hysteresis())));
            case CONSTRAINT -> addBroken(reasons, option(subject.active()));
            case DEGRADED ->
                reasons.add(plain(
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
        Verdict.Pin rule = verdicts.pin(model());
        if (!chosen.gear().equals(subject.pinned()) && rule != null) {
            return verdicts.reason("rule", rule, chosen.candidate());
        }
        String until = subject.pinUntil() == null ? "until it is unpinned" : "until " + subject.pinUntil();
        return plain("pin", "manual", chosen.gear() + " is pinned " + until);
    }

    private void addRejections(List<Reason> reasons, @Nullable Option rejected) {
        if (rejected == null) {
            reasons.add(plain("registry", "gone", subject.active() + " is no longer in the registry"));
        } else {
            reasons.addAll(rejections(rejected));
        }
    }

    private void addBroken(List<Reason> reasons, @Nullable Option active) {
        if (active == null) {
            return;
        }
        List<Reason> broken = broken(active);
        reasons.addAll(
                broken.isEmpty()
                        ? List.of(plain("budget", "joint", active.gear() + " does not fit the budgets of all models"))
                        : broken);
    }

    private List<Reason> broken(Option option) {
        List<Reason> broken = new ArrayList<>(2);
        Question question = answer.question();
        if (!question.meetsLatency(option)) {
            broken.add(plain(
                    "constraint",
                    "latency",
                    String.format(
                            java.util.Locale.ROOT,
                            "%s needs %.1f ms at %.1f %%, the objective is %.1f ms",
                            option.gear(),
                            option.latencyAtMs(),
                            100 * terms.probability(),
                            question.latencyObjectiveMs())));
        }
        Double floor = question.minAccuracy();
        if (floor != null && !question.meetsAccuracy(option)) {
            broken.add(plain(
                    "constraint",
                    "accuracy",
                    option.gear() + " has " + Facts.number(option.candidate().accuracy()) + ", the floor is "
                            + Facts.number(floor)));
        }
        return broken;
    }

    /** What else speaks for the chosen gear: preferences, the objective's rule, budgets. */
    private void addWhy(List<Reason> reasons, Option chosen) {
        for (Verdict.Prefer prefer : verdicts.prefers(chosen.candidate())) {
            reasons.add(verdicts.reason("prefer", prefer, chosen.candidate()));
        }
        Verdict.Aim aim = verdicts.aim(model());
        reasons.add(
                aim == null
                        ? plain("objective", "pack", "the pack's objective is " + terms.objective())
                        : verdicts.reason("objective", aim, null));
        if (verdicts.memory() != null) {
            reasons.add(verdicts.reason("limit", verdicts.memory(), null));
        }
        if (verdicts.power() != null) {
            reasons.add(verdicts.reason("limit", verdicts.power(), null));
        }
    }

    private Reason score(Option option) {
        return plain(
                "score",
                answer.question().objective().name(),
                String.format(
                        java.util.Locale.ROOT,
                        "%s scores %.3f for %s: accuracy %.4f, %.2f ms, %.2f mJ",
                        option.gear(),
                        answer.score(option),
                        answer.question().objective(),
                        option.candidate().accuracy(),
                        option.candidate().latencyMs(),
                        option.candidate().energyMj()));
    }

    private List<Reason> rejections(Option option) {
        List<Reason> reasons = new ArrayList<>();
        for (Verdict.Forbid forbid : option.forbids()) {
            reasons.add(verdicts.reason("rule", forbid, option.candidate()));
        }
        if (option.quarantined() != null) {
            reasons.add(plain("quarantine", "quarantine", option.quarantined()));
        }
        if (!option.candidate().isReachable()) {
            reasons.add(plain("link", "unreachable", "the endpoint of " + option.gear() + " does not answer"));
        }
        return reasons;
    }

    private List<Considered> considered() {
        List<Option> options = new ArrayList<>(answer.question().options());
        options.sort(Comparator.<Option>comparingInt(o -> o == answer.chosen() ? 0 : o.isAllowed() ? 1 : 2)
                .thenComparingDouble(o -> -answer.score(o))
                .thenComparing(Option::gear));
        List<Considered> considered = new ArrayList<>(options.size());
        for (Option option : options) {
            List<Reason> against = new ArrayList<>(rejections(option));
            if (option.restingS() > 0) {
                against.add(plain(
                        "hysteresis",
                        "resting",
                        "a rule forbade it until a moment ago: " + seconds(option.restingS()) + " to go"));
            }
            against.addAll(broken(option));
            Candidate c = option.candidate();
            considered.add(new Considered(
                    c.gear(),
                    answer.score(option),
                    c.latencyMs(),
                    c.latencyP95Ms(),
                    c.energyMj(),
                    c.memoryBytes(),
                    c.accuracy(),
                    preferences(c),
                    option == answer.chosen() ? List.of() : against));
        }
        return considered;
    }

    private List<Reason> preferences(Candidate candidate) {
        List<Reason> preferences = new ArrayList<>();
        for (Verdict.Prefer prefer : verdicts.prefers(candidate)) {
            Reason reason = verdicts.reason("prefer", prefer, candidate);
            preferences.add(new Reason(
                    reason.kind(),
                    reason.name(),
                    reason.where(),
                    String.format(java.util.Locale.ROOT, "%+.2f: %s", prefer.weight(), reason.text()),
                    reason.evidence()));
        }
        return preferences;
    }

    private @Nullable String runnerUp() {
        Option second = null;
        for (Option option : answer.question().options()) {
            boolean isRival = option != answer.chosen() && option.isAllowed();
            if (isRival && (second == null || answer.score(option) > answer.score(second))) {
                second = option;
            }
        }
        return second == null ? null : second.gear();
    }

    private static String seconds(double s) {
        return Facts.number(s) + " s";
    }

    private static Reason plain(String kind, String name, String text) {
        return new Reason(kind, name, "", text, List.of());
    }
}
