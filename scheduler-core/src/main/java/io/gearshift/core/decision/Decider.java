package io.gearshift.core.decision;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.core.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what the rules said into one decision per model. Pure. */
public final class Decider {

    /**
     * The loop's and the pack's settings.
     *
     * @param dwell shortest voluntary stay, and rest of a gear after a rule forbade it
     * @param hysteresis score by which another gear must be better
     * @param probability share of answers that must meet the latency objective
     * @param memoryBytes configured or derived budget; infinite for none
     * @param powerW configured budget; infinite for none
     */
    public record Terms(
            Duration dwell,
            double hysteresis,
            double probability,
            double memoryBytes,
            double powerW,
            Objective objective,
            List<Relaxation> relaxationOrder) {}

    private final Terms terms;
    private final Map<String, RuleInfo> rules = new HashMap<>();

    public Decider(Terms terms, List<RuleInfo> rules) {
        this.terms = terms;
        rules.forEach(rule -> this.rules.put(rule.name(), rule));
    }

    /** In force for a model: what the rules agreed on for it, else the pack's own. */
    public static Objective objective(String model, PolicyInput input, PolicyOutcome outcome, Objective ofPack) {
        Verdict.Aim aim = new Verdicts(outcome.verdicts(), input, Map.of()).aim(model);
        return aim == null ? ofPack : aim.objective();
    }

    /** One choice per subject, in their order. */
    public List<Choice> decide(List<Subject> subjects, PolicyInput input, PolicyOutcome outcome, Instant now) {
        Verdicts verdicts = new Verdicts(outcome.verdicts(), input, rules);
        if (outcome.fault() != null) {
            return withoutPolicy(subjects, verdicts, outcome.fault(), now);
        }
        List<Question> questions = new ArrayList<>(subjects.size());
        for (Subject subject : subjects) {
            questions.add(question(subject, verdicts, now));
        }
        Chooser chooser = new Chooser(terms.hysteresis(), terms.relaxationOrder(), budgets(verdicts));
        List<Answer> answers = chooser.choose(questions);
        List<Choice> choices = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            choices.add(new Choice(subjects.get(i), answers.get(i), verdicts, terms, null));
        }
        return choices;
    }

    /** The policy failed: whatever is in force stays; a model without a gear gets its lightest local one. */
    private List<Choice> withoutPolicy(List<Subject> subjects, Verdicts none, String fault, Instant now) {
        List<Choice> choices = new ArrayList<>(subjects.size());
        for (Subject subject : subjects) {
            Question question = question(subject, none, now);
            Answer answer = new Chooser(terms.hysteresis(), terms.relaxationOrder(), Budgets.NONE).keep(question);
            choices.add(new Choice(subject, answer, none, terms, fault));
        }
        return choices;
    }

    private Budgets budgets(Verdicts verdicts) {
        Verdict.Limit memory = verdicts.memory();
        Verdict.Limit power = verdicts.power();
        return new Budgets(
                memory == null ? terms.memoryBytes() : Math.min(memory.amount(), terms.memoryBytes()),
                power == null ? terms.powerW() : Math.min(power.amount(), terms.powerW()));
    }

    private Question question(Subject subject, Verdicts verdicts, Instant now) {
        List<Option> options = new ArrayList<>(subject.contenders().size());
        for (Subject.Contender contender : subject.contenders()) {
            options.add(option(subject, contender, verdicts, now));
        }
        Verdict.Aim aim = verdicts.aim(subject.model().name());
        boolean isDwelling = subject.active() != null
                && Duration.between(subject.since(), now).compareTo(terms.dwell()) < 0;
        return new Question(
                subject.model().name(),
                subject.model().priority(),
                subject.model().latencyObjectiveMs(),
                subject.minAccuracy(),
                subject.model().requestsPerS(),
                aim == null ? terms.objective() : aim.objective(),
                subject.active(),
                isDwelling,
                pinned(subject, verdicts, options),
                subject.active() == null ? subject.wanted() : null,
                options);
    }

    /**
     * A person's pin holds whatever rules say, as long as the gear can serve; but it sends nothing away that rules keep on
     * the device: heat and charge are the pinner's to spend, other people's data are not. A rule's pin holds only among
     * what is permitted.
     */
    private static @Nullable String pinned(Subject subject, Verdicts verdicts, List<Option> options) {
        Verdict.Pin rulePin = verdicts.pin(subject.model().name());
        for (Option option : options) {
            if (option.gear().equals(subject.pinned()) && option.isPinnable()) {
                return subject.pinned();
            }
        }
        for (Option option : options) {
            if (rulePin != null && option.gear().equals(rulePin.gear()) && option.isPermitted()) {
                return rulePin.gear();
            }
        }
        return null;
    }

    private Option option(Subject subject, Subject.Contender contender, Verdicts verdicts, Instant now) {
        var candidate = contender.candidate();
        double preference = 0;
        for (Verdict.Prefer prefer : verdicts.prefers(candidate)) {
            preference += prefer.weight();
        }
        double restingS = 0;
        Instant forbiddenAt = contender.forbiddenAt();
        if (forbiddenAt != null && !candidate.gear().equals(subject.active())) {
            restingS = Math.max(
                    0, Duration.between(now, forbiddenAt.plus(terms.dwell())).toMillis() / 1000.0);
        }
        return new Option(
                candidate,
                contender.estimate().latencyAtMs(terms.probability()),
                contender.loadMs(),
                verdicts.forbids(candidate),
                contender.quarantined(),
                restingS,
                preference);
    }
}
