package io.gearshift.core.loop;

import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Choice;
import io.gearshift.core.decision.Decider;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.decision.Subject;
import io.gearshift.core.device.DeviceFold;
import io.gearshift.core.device.DeviceState;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.observe.CycleRecord.EstimateCheck;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.swap.SwapResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The loop as one pure function. The daemon performs the effects, the simulator queues them on virtual time; both run this
 * class. Apart from the policy, which must itself be pure, nothing is kept here between calls.
 */
public final class ControlLoop {

    /** A decision that repeats the last one is explained anew this often, so that its figures stay current. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

    private final Policy policy;

    public ControlLoop(Policy policy) {
        this.policy = policy;
    }

    public LoopStep step(LoopState state, LoopEvent event) {
        Instant at = event.at();
        if (event instanceof LoopEvent.Started e) {
            return silent(started(e));
        } else if (event instanceof LoopEvent.Sensed e) {
            LoopState next = state.withDevice(fold(state, e.readings(), at));
            return e.isUrgent() ? decide(next, at) : silent(next);
        } else if (event instanceof LoopEvent.Served e) {
            return served(state, e);
        } else if (event instanceof LoopEvent.SceneChanged e) {
            return decide(state.withScene(e.scene()), at);
        } else if (event instanceof LoopEvent.CatalogChanged e) {
            return decide(catalog(state, e.models()), at);
        } else if (event instanceof LoopEvent.LinkChanged e) {
            return link(state, e);
        } else if (event instanceof LoopEvent.PinSet e) {
            return repin(state, e.model(), e.pin(), at);
        } else if (event instanceof LoopEvent.PinCleared e) {
            return repin(state, e.model(), null, at);
        } else if (event instanceof LoopEvent.SwapFinished e) {
            return decide(swapped(state, e.result(), at), at);
        } else if (event instanceof LoopEvent.PolicyChanged e) {
            return decide(state.withPolicy(e.policy()), at);
        }
        return decide(state.withDevice(fold(state, List.of(), at)), at);
    }

    /**
     * The decisions of one turn with the figures of that moment: {@link #step} may repeat an explanation that is some
     * seconds old. Empty when the event is no reason to decide.
     */
    public List<Decision> explain(LoopState state, LoopEvent event) {
        SortedMap<String, ModelState> models = new TreeMap<>();
        state.models().forEach((name, model) -> models.put(name, model.withLast(null)));
        List<Decision> decisions = new ArrayList<>();
        for (Effect effect : step(state.withModels(models), event).effects()) {
            if (effect instanceof Effect.Publish published) {
                decisions.addAll(published.cycle().decisions());
            }
        }
        return decisions;
    }

    private static LoopStep silent(LoopState state) {
        return new LoopStep(state, List.of());
    }

    private static LoopState started(LoopEvent.Started e) {
        LoopState initial = LoopState.initial();
        return new LoopState(
                e.run(),
                0,
                e.settings(),
                e.policy(),
                e.scene(),
                initial.device(),
                initial.models(),
                initial.links(),
                e.at(),
                new LoopState.Remembered(new TreeMap<>(e.pins()), new TreeMap<>(e.gears())));
    }

    private DeviceState fold(LoopState state, List<Reading> readings, Instant at) {
        LoopSettings settings = state.settings();
        return new DeviceFold(settings.maxSensorAge(), settings.assumedTripC())
                .fold(state.device(), readings, at, rtt(state));
    }

    /** Of the first reachable endpoint in name order. */
    private static @Nullable Double rtt(LoopState state) {
        for (LoopState.Link link : state.links().values()) {
            if (link.isReachable()) {
                return link.rttMs();
            }
        }
        return null;
    }

    /** Estimates learn; the check of each active gear's estimate goes out with the next turn. */
    private LoopStep served(LoopState state, LoopEvent.Served e) {
        double elapsedS =
                Math.max(1e-3, Duration.between(state.servedAt(), e.at()).toNanos() / 1e9);
        SortedMap<String, ModelState> models = new TreeMap<>();
        List<EstimateCheck> checks = new ArrayList<>();
        for (ModelState model : state.models().values()) {
            models.put(model.spec().name(), learn(state, model, e, elapsedS, checks));
        }
        LoopState next = state.withModels(models).withServedAt(e.at());
        return checks.isEmpty() ? silent(next) : new LoopStep(next, List.of(new Effect.Checked(e.at(), checks)));
    }

    private static ModelState learn(
            LoopState state, ModelState model, LoopEvent.Served e, double elapsedS, List<EstimateCheck> checks) {
        ModelState next = model;
        boolean isSilent = true;
        for (Observation seen : e.observations()) {
            GearSpec gear = model.spec().name().equals(seen.model()) ? model.gear(seen.gear()) : null;
            if (gear == null) {
                continue;
            }
            isSilent = false;
            if (seen.requests() > 0) {
                LoopState.Link link = state.links().get(gear.endpoint());
                double expected = next.estimates()
                        .of(gear, e.at(), link == null ? null : link.rttMs())
                        .latencyMs();
                checks.add(new EstimateCheck(
                        seen.model(), seen.gear(), expected, (seen.meanLatencyMs() - expected) / expected));
            }
            next = next.withEstimates(next.estimates().observe(e.at(), elapsedS, gear, seen));
        }
        return isSilent ? next.withEstimates(next.estimates().idle(elapsedS)) : next;
    }

    private static LoopState catalog(LoopState state, List<ModelSpec> specs) {
        SortedMap<String, ModelState> models = new TreeMap<>();
        for (ModelSpec spec : specs) {
            ModelState before = state.models().get(spec.name());
            models.put(spec.name(), before == null ? state.remembered().revive(spec) : before.withSpec(spec));
        }
        return state.withModels(models);
    }

    /** Deciding at once pays only when an endpoint comes or goes; a new round trip can wait for the tick. */
    private LoopStep link(LoopState state, LoopEvent.LinkChanged e) {
        LoopState.Link before = state.links().get(e.endpoint());
        double rttMs = e.isReachable() ? e.rtt().toNanos() / 1e6 : before == null ? 0 : before.rttMs();
        LoopState next = state.withLink(e.endpoint(), new LoopState.Link(e.isReachable(), rttMs));
        boolean isNews = before == null || before.isReachable() != e.isReachable();
        return isNews ? decide(next, e.at()) : silent(next);
    }

    private LoopStep repin(LoopState state, String name, @Nullable Pin pin, Instant at) {
        ModelState model = state.models().get(name);
        return model == null ? silent(state) : decide(state.withModel(model.withPin(pin)), at);
    }

    private static LoopState swapped(LoopState state, SwapResult result, Instant at) {
        ModelState model = state.models().get(result.plan().model());
        if (model == null) {
            return state;
        }
        String gear = result.plan().to();
        SortedMap<String, ModelState.Quarantine> quarantine = new TreeMap<>(model.quarantine());
        if (result.isSuccess()) {
            quarantine.remove(gear);
            return state.withModel(
                    model.withActive(gear, result.plan().decision(), at).withQuarantine(quarantine));
        }
        String problem = result.failedIn() + ": " + result.problem();
        quarantine.put(
                gear,
                ModelState.Quarantine.next(
                        quarantine.get(gear), state.settings().quarantine(), at, problem));
        return state.withModel(model.withPending(null).withQuarantine(quarantine));
    }

    private LoopStep decide(LoopState state, Instant at) {
        LoopState ready = state.withModels(dropExpiredPins(state, at));
        List<Subject> subjects = new Candidates(ready, at).subjects();
        if (subjects.isEmpty()) {
            return silent(ready);
        }
        Device device = ready.device().view();
        PolicyInput input = Candidates.input(device, ready.scene(), subjects);
        PolicyOutcome outcome = policy.evaluate(input);
        List<Choice> choices = new Decider(ready.settings().terms(policy, device), policy.rules())
                .decide(subjects, input, outcome, at);
        return new Turn(ready, at, device).apply(choices, outcome);
    }

    private static SortedMap<String, ModelState> dropExpiredPins(LoopState state, Instant at) {
        SortedMap<String, ModelState> models = new TreeMap<>();
        state.models().forEach((name, model) -> {
            models.put(name, model.pin() != null && !model.isPinned(at) ? model.withPin(null) : model);
        });
        return models;
    }

    /** Writes the choices into the next state and the effects. */
    private static final class Turn {
        private final Instant at;
        private final Device device;
        private LoopState state;
        private final List<Effect> effects = new ArrayList<>();
        private final List<Decision> decisions = new ArrayList<>();
        private final List<Decision> news = new ArrayList<>();

        Turn(LoopState state, Instant at, Device device) {
            this.state = state;
            this.at = at;
            this.device = device;
        }

        LoopStep apply(List<Choice> choices, PolicyOutcome outcome) {
            SortedMap<String, ModelState> models = new TreeMap<>();
            for (Choice choice : choices) {
                ModelState model = Objects.requireNonNull(state.models().get(choice.model()), choice.model());
                models.put(choice.model(), enact(model, choice));
            }
            state = state.withModels(models);
            CycleRecord record = new CycleRecord(
                    at, device, state.scene(), state.policy(), decisions, news, outcome.firedRules(), outcome.fault());
            effects.add(0, new Effect.Publish(record));
            return new LoopStep(state, effects);
        }

        private ModelState enact(ModelState before, Choice choice) {
            Decision decision = decision(before, choice);
            decisions.add(decision);
            ModelState model = before.withLast(decision).withForbiddenAt(forbiddenAt(before, choice));
            if (choice.action() == Action.HOLD) {
                return model;
            }
            String standIn = choice.standIn();
            SwapPlan plan = new SwapPlan(
                    decision.id(),
                    choice.model(),
                    before.active(),
                    choice.gear(),
                    standIn == null ? List.of() : List.of(standIn));
            effects.add(new Effect.StartSwap(plan));
            return model.withPending(plan);
        }

        private Decision decision(ModelState model, Choice choice) {
            Decision last = model.last();
            boolean isRepeat = choice.repeats() && choice.action() == Action.HOLD;
            if (last != null && isRepeat && Duration.between(last.at(), at).compareTo(REFRESH) < 0) {
                return last;
            }
            long number = isRepeat ? state.sequence() : state.sequence() + 1;
            state = state.withSequence(number);
            String id = last != null && isRepeat ? last.id() : state.run() + "-" + number;
            Decision decision = choice.explain(id, at, state.policy(), device, state.scene());
            if (!isRepeat) {
                news.add(decision);
            }
            return decision;
        }

        private SortedMap<String, Instant> forbiddenAt(ModelState model, Choice choice) {
            List<String> forbidden = choice.forbidden();
            if (forbidden.isEmpty() && model.forbiddenAt().isEmpty()) {
                return model.forbiddenAt();
            }
            SortedMap<String, Instant> next = new TreeMap<>(model.forbiddenAt());
            Duration rest = state.settings().dwell();
            next.values().removeIf(when -> Duration.between(when, at).compareTo(rest) > 0);
            forbidden.forEach(gear -> next.put(gear, at));
            return next;
        }
    }
}
