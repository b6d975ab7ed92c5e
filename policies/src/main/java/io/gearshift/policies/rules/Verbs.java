package io.gearshift.policies.rules;

import io.gearshift.core.policy.Budget;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Mode;
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
import org.kie.api.runtime.KieSession;

/**
 * All that a rule's action can do: the global {@code policy}. Collects the verdicts of one evaluation. One thread at a
 * time. A wrong argument is an exception, which the engine reports as a fault of the rule.
 */
public final class Verbs {

    /** 200 rules that each speak about each of 120 candidates; 3 MB, and the choice still takes milliseconds. */
    static final int MOST_VERDICTS = 25_000;

    /** A reason goes to logs, records and screens, once for each verdict; what is longer is cut. */
    static final int MOST_OF_REASON = 500;

    /** Rules may match pairs of Modes, so they grow by the square. */
    static final int MOST_MODES = 32;

    private final Set<Verdict> verdicts = new HashSet<>();
    private final Set<Mode> modes = new HashSet<>();
    private final Set<String> fired = new LinkedHashSet<>();
    private String rule = "";
    private long deadlineNanos;
    private @Nullable KieSession session;

    Verbs() {}

    /**
     * Draws a conclusion that other rules match. Drawn again it is the same, so rules that feed each other end.
     */
    public void insert(Mode mode) {
        known(mode, "mode");
        if (mode.name() == null || mode.name().isBlank() || mode.name().length() > MOST_OF_REASON) {
            throw new IllegalArgumentException("a Mode needs a name of 1 to " + MOST_OF_REASON + " characters");
        }
        if (modes.add(mode)) {
            if (modes.size() > MOST_MODES) {
                throw new IllegalArgumentException("more than " + MOST_MODES + " different Modes");
            }
            session().insert(mode);
        }
    }

    /** The candidate may not be chosen. */
    public void forbid(Candidate candidate, String reason) {
        known(candidate, "candidate");
        say(new Verdict.Forbid(rule, candidate.model(), candidate.gear(), told(reason)));
    }

    /** The candidate's score (0..1) moves by {@code weight}, -1..1. */
    public void prefer(Candidate candidate, double weight, String reason) {
        known(candidate, "candidate");
        if (!(weight >= -1 && weight <= 1)) {
            throw new IllegalArgumentException("prefer: weight is " + weight + " (expected: -1..1)");
        }
        say(new Verdict.Prefer(rule, candidate.model(), candidate.gear(), weight, told(reason)));
    }

    /** All models together may not use more than {@code amount} of the budget; in its own unit, not negative. */
    public void limit(Budget budget, double amount, String reason) {
        known(budget, "budget");
        if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("limit: amount is " + amount + " (expected: 0 or more)");
        }
        say(new Verdict.Limit(rule, budget, amount, told(reason)));
    }

    /** What to favour, for all models. */
    public void objective(Objective objective, String reason) {
        known(objective, "objective");
        say(new Verdict.Aim(rule, "", objective, told(reason)));
    }

    /** What to favour for one model. */
    public void objective(Model model, Objective objective, String reason) {
        known(model, "model");
        known(objective, "objective");
        say(new Verdict.Aim(rule, model.name(), objective, told(reason)));
    }

    /** Take this candidate if nothing forbids it. */
    public void pin(Candidate candidate, String reason) {
        known(candidate, "candidate");
        say(new Verdict.Pin(rule, candidate.model(), candidate.gear(), told(reason)));
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

    private void say(Verdict verdict) {
        if (verdicts.size() >= MOST_VERDICTS) {
            throw new IllegalArgumentException("more than " + MOST_VERDICTS + " verdicts");
        }
        verdicts.add(verdict);
    }

    private KieSession session() {
        if (session == null) {
            throw new IllegalStateException("no evaluation");
        }
        return session;
    }

    /** @param evaluation where Modes go until the next reset */
    void reset(long deadline, KieSession evaluation) {
        session = evaluation;
        verdicts.clear();
        modes.clear();
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
        return reason.length() > MOST_OF_REASON ? reason.substring(0, MOST_OF_REASON) + "..." : reason;
    }

    /** The evaluation has taken too long. */
    static final class OutOfTime extends RuntimeException {
        OutOfTime() {
            super("out of time", null, false, false);
        }
    }
}
