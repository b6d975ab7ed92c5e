package io.gearshift.policies.test;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.text.Durations;
import io.gearshift.policies.explain.Explainer;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.situation.Given;
import io.gearshift.policies.situation.Judgement;
import io.gearshift.policies.test.TestResult.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Evaluates one test. */
final class TestRun {

    private final PackTest test;
    private final Policy policy;
    private final List<Mismatch> mismatches = new ArrayList<>();
    private final List<String> details = new ArrayList<>();

    private final BooleanSupplier hints;

    private TestRun(PackTest test, Policy policy, BooleanSupplier hints) {
        this.test = test;
        this.policy = policy;
        this.hints = hints;
    }

    static TestResult of(PackTest test, Policy policy) {
        return of(test, policy, () -> false);
    }

    /** @param hints whether this failure may look for the smallest change that passes, which takes long */
    static TestResult of(PackTest test, Policy policy, BooleanSupplier hints) {
        long start = System.nanoTime();
        TestRun run = new TestRun(test, policy, hints);
        Status status = run.status();
        return new TestResult(
                test.name(),
                test.file(),
                test.line(),
                test.column(),
                status,
                run.mismatches,
                run.details,
                (System.nanoTime() - start) / 1e9);
    }

    private Status status() {
        if (!test.problems().isEmpty()) {
            test.problems().stream()
                    .map(Problem::toString)
                    .distinct()
                    .map(Mismatch::error)
                    .forEach(mismatches::add);
            return Status.ERROR;
        }
        String fault = test.series() != null ? overTime(test.series()) : once();
        if (!fault.isEmpty()) {
            mismatches.add(Mismatch.error("the policy could not be evaluated: " + fault));
            return Status.ERROR;
        }
        return mismatches.isEmpty() ? Status.PASSED : Status.FAILED;
    }

    private String once() {
        if (test.given() == null) {
            return "nothing is given";
        }
        Judgement judgement = test.given().situation().decide(policy);
        if (judgement.outcome().fault() != null) {
            return judgement.outcome().fault();
        }
        Map<String, Decision> decisions = new TreeMap<>();
        Map<String, String> gears = new TreeMap<>();
        for (Decision decision : judgement.decisions()) {
            decisions.put(decision.model(), decision);
            gears.put(decision.model(), decision.gear());
        }
        Moment moment = new Moment(
                judgement.input(),
                judgement.outcome(),
                decisions,
                Map.of(),
                gears,
                new LinkedHashSet<>(judgement.outcome().firedRules()),
                policy.objective());
        check(test.claims(), moment, "");
        if (!mismatches.isEmpty()) {
            details.addAll(Details.of(moment));
            flip(test.given());
        }
        return "";
    }

    /** What would have to be different for the expected gear, where that one is all that was expected. */
    private void flip(Given given) {
        Mismatch first = mismatches.get(0);
        if (!first.what().equals("gear") || first.expected().contains(" or ") || !hints.getAsBoolean()) {
            return;
        }
        String model = given.models().get(0).name();
        details.addAll(Explainer.of(policy)
                .flips(given.situation(), model, first.expected())
                .nearest(first.expected(), 2));
    }

    private String overTime(Series series) {
        SeriesLoop loop = new SeriesLoop(series, policy);
        List<Moment> moments = loop.run();
        if (loop.fault() != null) {
            return loop.fault();
        }
        for (Series.Window window : series.expected()) {
            check(window, series, moments);
            swaps(window, loop.swaps());
        }
        return "";
    }

    /** The first moment of a span that does not hold tells enough. */
    private void check(Series.Window window, Series series, List<Moment> moments) {
        int first = tick(window.from(), series);
        int last = tick(window.to(), series);
        for (int i = first; i <= last; i++) {
            Duration at = series.tick().multipliedBy(i);
            int before = mismatches.size();
            check(window.claims(), moments.get(i), "at " + Durations.format(at));
            if (mismatches.size() > before) {
                String head = "at " + Durations.format(at) + ":";
                if (!details.contains(head)) {
                    details.add(head);
                    details.addAll(Details.of(moments.get(i)));
                    since(series, moments, i);
                }
                return;
            }
        }
    }

    /** Since when the gears are in force, and what changed then. */
    private void since(Series series, List<Moment> moments, int tick) {
        Map<String, String> gears = moments.get(tick).gears();
        int first = tick;
        while (first > 0 && moments.get(first - 1).gears().equals(gears)) {
            first--;
        }
        if (first > 0) {
            Duration at = series.tick().multipliedBy(first);
            details.add("in force since " + Durations.format(at) + ", when these changed:");
            details.addAll(Change.between(moments.get(first - 1), moments.get(first)));
        }
    }

    private static int tick(Duration time, Series series) {
        return (int)
                Math.min(series.ticks() - 1L, time.toNanos() / series.tick().toNanos());
    }

    private void check(List<Claim> claims, Moment moment, String when) {
        for (Claim claim : claims) {
            claim.mismatch().apply(moment).ifPresent(m -> mismatches.add(m.in(place(claim.line(), when))));
        }
    }

    private String place(int line, String when) {
        return test.file() + ":" + line + (when.isEmpty() ? "" : ": " + when);
    }

    private void swaps(Series.Window window, List<SeriesLoop.Swap> swaps) {
        List<SeriesLoop.Swap> within = swaps.stream()
                .filter(s -> s.at().compareTo(window.from()) >= 0 && s.at().compareTo(window.to()) <= 0)
                .filter(s -> window.model() == null || window.model().equals(s.model()))
                .toList();
        if (within.size() < window.least() || within.size() > window.most()) {
            String expected = window.least() == window.most()
                    ? String.valueOf(window.least())
                    : within.size() < window.least() ? "at least " + window.least() : "at most " + window.most();
            List<String> times =
                    within.stream().map(s -> Durations.format(s.at())).toList();
            String got = within.size() + (times.isEmpty() ? "" : " at " + String.join(", ", times));
            mismatches.add(new Mismatch(place(window.line(), window.text()), "swaps", expected, got));
        }
    }
}
