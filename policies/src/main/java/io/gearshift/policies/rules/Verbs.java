package io.gearshift.policies.rules;

import io.gearshift.core.policy.Budget;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a rule's action can do: the global {@code policy}. Collects the verdicts of one evaluation. One thread at a
 * time. A wrong argument is an exception, which the engine reports as a fault of the rule.
 */
public final class Verbs {

    private final Set<Verdict> verdicts = new HashSet<>();
    private final Set<String> fired = new LinkedHashSet<>();
    private String rule = "";
    private long deadlineNanos;

    Verbs() {}

    /** The candidate may not be chosen. */
    public void forbid(Candidate candidate, String reason) {
        known(candidate, "candidate");
        verdicts.add(new Verdict.Forbid(rule, candidate.model(), candidate.gear(), told(reason)));
    }

    /** The candidate's score (0..1) moves by {@code weight}, -1..1. */
    public void prefer(Candidate candidate, double weight, String reason) {
        known(candidate, "candidate");
        if (!(weight >= -1 && weight <= 1)) {
            throw new IllegalArgumentException("prefer: weight is " + weight + " (expected: -1..1)");
        }
        verdicts.add(new Verdict.Prefer(rule, candidate.model(), candidate.gear(), weight, told(reason)));
    }

    /** All models together may not use more than {@code amount} of the budget; in its own unit, not negative. */
    public void limit(Budget budget, double amount, String reason) {
        known(budget, "budget");
        if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("limit: amount is " + amount + " (expected: 0 or more)");
        }
        verdicts.add(new Verdict.Limit(rule, budget, amount, told(reason)));
    }

    /** What to favour, for all models. */
    public void objective(Objective objective, String reason) {
        known(objective, "objective");
        verdicts.add(new Verdict.Aim(rule, "", objective, told(reason)));
    }

    /** What to favour for one model. */
    public void objective(Model model, Objective objective, String reason) {
        known(model, "model");
        known(objective, "objective");
        verdicts.add(new Verdict.Aim(rule, model.name(), objective, told(reason)));
    }

    /** Take this candidate if nothing forbids it. */
    public void pin(Candidate candidate, String reason) {
        known(candidate, "candidate");
        verdicts.add(new Verdict.Pin(rule, candidate.model(), candidate.gear(), told(reason)));
    }

    /**
     * Called first in every action; the pack's build puts the call there, rules may not write it.
     *
     * @throws OutOfTime when the evaluation has taken longer than it may
     */
    public void fires(String name) {
        rule = name;
        fired.add(name);
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new OutOfTime();
        }
    }

    void reset(long deadline) {
        verdicts.clear();
        fired.clear();
        rule = "";
        deadlineNanos = deadline;
    }

    Collection<Verdict> verdicts() {
        return verdicts;
    }

    List<String> fired() {
        return new ArrayList<>(fired);
    }

    /** The rule whose action runs or ran last; empty before the first. */
    String rule() {
        return rule;
    }

    private static void known(@Nullable Object argument, String what) {
        if (argument == null) {
            throw new IllegalArgumentException(what + " is null");
        }
    }

    private static String told(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("the reason is empty");
        }
        return reason;
    }

    /** The evaluation has taken too long. */
    static final class OutOfTime extends RuntimeException {
        OutOfTime() {
            super("out of time", null, false, false);
        }
    }
}
