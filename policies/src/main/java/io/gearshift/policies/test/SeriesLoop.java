package io.gearshift.policies.test;

import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.loop.ControlLoop;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.reading.AdaptiveInterval;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.policies.situation.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The real loop on a virtual clock, fed with a series; one moment a tick. */
final class SeriesLoop {

    /** A swap that was asked for at this time. */
    record Swap(Duration at, String model) {}

    private record Due(Instant at, SwapPlan plan) {}

    private final Series series;
    private final Given given;
    private final Policy policy;
    private final Recorder recorder;
    private final ControlLoop loop;
    private final Deque<Due> due = new ArrayDeque<>();
    private final List<Swap> swaps = new ArrayList<>();
    private final Map<String, Decision> causes = new HashMap<>();
    private final Map<String, Decision> now = new TreeMap<>();
    private final Set<String> fired = new LinkedHashSet<>();
    private final AdaptiveInterval pace;
    private Duration nextTurn = Duration.ZERO;
    private LoopState state;
    private boolean isDecided;
    private @Nullable String fault;

    SeriesLoop(Series series, Policy policy) {
        this.series = series;
        this.given = series.given();
        this.policy = policy;
        this.recorder = new Recorder(policy);
        this.loop = new ControlLoop(recorder);
        this.state = given.loop(Links.first(series));
        this.pace = new AdaptiveInterval(AdaptiveInterval.Settings.of(
                series.tick(), series.tick(), given.settings().assumedTripC()));
    }

    List<Swap> swaps() {
        return swaps;
    }

    /** Why the policy could not be used at some moment; null when it always could. */
    @Nullable
    String fault() {
        return fault;
    }

    List<Moment> run() {
        List<Moment> moments = new ArrayList<>(series.ticks());
        for (int i = 0; i < series.ticks(); i++) {
            moments.add(tick(i));
        }
        return moments;
    }

    private Moment tick(int i) {
        Duration time = series.tick().multipliedBy(i);
        Instant at = given.at().plus(time);
        isDecided = false;
        Map<String, Object> facts =
                Sensors.of(given.device(), List.copyOf(series.values().keySet()));
        series.values().forEach((name, values) -> {
            Object value = values.get(Math.min(i, values.size() - 1));
            if (value != null && !Links.KEYS.contains(name)) {
                facts.put(name, value);
            }
        });
        List<Reading> readings = Sensors.readings(facts, Sensors.totalMemory(given.device()), at);
        Links.event(series, i, at).ifPresent(event -> apply(at, event));
        apply(at, new LoopEvent.Sensed(at, readings, pace.next(readings).isUrgent()));
        while (!due.isEmpty() && !due.peek().at().isAfter(at)) {
            finish(at, due.remove().plan());
        }
        for (Series.SceneChange change : series.scenes()) {
            if (change.at().compareTo(time) <= 0 && change.at().compareTo(time.minus(series.tick())) > 0) {
                apply(at, new LoopEvent.SceneChanged(at, change.scene()));
            }
        }
        served(i, at);
        if (time.compareTo(nextTurn) >= 0) {
            nextTurn = time.plus(series.turn());
            apply(at, new LoopEvent.Tick(at));
        }
        return moment();
    }

    /** Traffic at the given rate, answered as slowly as the series says. */
    private void served(int i, Instant at) {
        List<Observation> seen = new ArrayList<>();
        given.requestsPerS().forEach((model, rate) -> {
            Object told = Links.value(series, "requestsPerS", i);
            double requests =
                    (told instanceof Double d ? d : rate) * series.tick().toMillis() / 1000.0;
            Object slow = Links.value(series, "slowdown", i);
            var model0 = state.models().get(model);
            String active = model0 == null ? null : model0.active();
            if (model0 == null || active == null || requests <= 0) {
                return;
            }
            model0.spec().gears().stream().filter(g -> g.gear().equals(active)).forEach(gear -> {
                double ms = gear.profile().latencyP50Ms() * (slow instanceof Double d ? d : 1);
                Double bound = state.latencyObjectiveMs(model0);
                long count = Math.max(1, Math.round(requests));
                long late = bound != null && ms > bound ? count : 0;
                seen.add(new Observation(model, active, count, 0, late, ms, ms, 0, 0));
            });
        });
        if (i > 0 && !seen.isEmpty()) {
            apply(at, new LoopEvent.Served(at, seen));
        }
    }

    private void finish(Instant at, SwapPlan plan) {
        Duration time = Duration.between(given.at(), at);
        boolean isFailed = series.fails().stream()
                .anyMatch(f -> f.model().equals(plan.model())
                        && f.gear().equals(plan.to())
                        && time.compareTo(f.from()) >= 0
                        && time.compareTo(f.to()) <= 0);
        SwapResult result = isFailed
                ? new SwapResult(plan, false, Map.of(), SwapPhase.LOAD, "the test lets this swap fail")
                : new SwapResult(plan, false, Map.of(), null, null);
        apply(at, new LoopEvent.SwapFinished(at, result));
    }

    private void apply(Instant at, LoopEvent event) {
        LoopStep step = loop.step(state, event);
        state = step.state();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Publish publish) {
                forget();
                fired.addAll(publish.cycle().firedRules());
                fault = fault == null ? publish.cycle().policyFault() : fault;
                publish.cycle().decisions().forEach(this::decided);
            } else if (effect instanceof Effect.StartSwap start) {
                swaps.add(
                        new Swap(Duration.between(given.at(), at), start.plan().model()));
                if (series.swapTakes().isZero()) {
                    finish(at, start.plan());
                } else {
                    due.add(new Due(at.plus(series.swapTakes()), start.plan()));
                }
            }
        }
    }

    /** Between two turns what was decided last stands. */
    private void forget() {
        if (!isDecided) {
            fired.clear();
            now.clear();
            isDecided = true;
        }
    }

    /** A shift tells more of its moment than the hold that follows when its swap has ended. */
    private void decided(Decision decision) {
        if (decision.action() == Action.SHIFT) {
            causes.put(decision.model(), decision);
            now.put(decision.model(), decision);
        } else if (!now.containsKey(decision.model())
                || now.get(decision.model()).action() == Action.HOLD) {
            now.put(decision.model(), decision);
        }
    }

    private Moment moment() {
        Map<String, String> gears = new TreeMap<>();
        state.models().forEach((name, model) -> gears.put(name, model.active() == null ? "none" : model.active()));
        return new Moment(
                recorder.input(),
                recorder.outcome(),
                new TreeMap<>(now),
                new HashMap<>(causes),
                gears,
                new LinkedHashSet<>(fired),
                policy.objective());
    }

    LoopState state() {
        return state;
    }

    /** Keeps what the policy was asked last and what it said. */
    static final class Recorder implements Policy {
        private final Policy policy;
        private PolicyInput input = new PolicyInput(
                io.gearshift.core.policy.Device.unknown(),
                io.gearshift.core.policy.Scene.initial(),
                List.of(),
                List.of());
        private PolicyOutcome outcome = PolicyOutcome.of(List.of(), List.of());

        Recorder(Policy policy) {
            this.policy = policy;
        }

        PolicyInput input() {
            return input;
        }

        PolicyOutcome outcome() {
            return outcome;
        }

        @Override
        public PolicyOutcome evaluate(PolicyInput asked) {
            input = asked;
            outcome = policy.evaluate(asked);
            return outcome;
        }

        @Override
        public io.gearshift.core.policy.PolicyId id() {
            return policy.id();
        }

        @Override
        public io.gearshift.core.policy.Objective objective() {
            return policy.objective();
        }

        @Override
        public List<io.gearshift.core.policy.Relaxation> relaxationOrder() {
            return policy.relaxationOrder();
        }

        @Override
        public List<io.gearshift.core.policy.RuleInfo> rules() {
            return policy.rules();
        }

        /** The policy belongs to whoever gave it. */
        @Override
        public void close() {}
    }
}
