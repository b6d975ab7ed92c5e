package io.gearshift.policies.situation;

import io.gearshift.core.decision.Choice;
import io.gearshift.core.decision.Decider;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.decision.Subject;
import io.gearshift.core.loop.Candidates;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Scene;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that one decision is made from. Immutable.
 *
 * @param at now: what dwell, pins and rests are counted from
 * @param subjects one per model, in name order
 */
public record Situation(Instant at, Device device, Scene scene, List<Subject> subjects, LoopSettings settings) {

    public Situation {
        subjects = List.copyOf(subjects);
    }

    /** What the policy sees. */
    public PolicyInput input() {
        return Candidates.input(device, scene, subjects);
    }

    /** What the loop would decide here. Calls the policy once. */
    public Judgement decide(Policy policy) {
        PolicyInput input = input();
        PolicyOutcome outcome = policy.evaluate(input);
        List<Decision> decisions = new ArrayList<>(subjects.size());
        for (Choice choice : choices(policy, input, outcome)) {
            String id = "situation-" + (decisions.size() + 1);
            decisions.add(choice.explain(id, at, policy.id(), device, scene));
        }
        return new Judgement(input, outcome, decisions);
    }

    /** The same without the reasons: for searches that decide often. */
    public List<Choice> choices(Policy policy) {
        PolicyInput input = input();
        return choices(policy, input, policy.evaluate(input));
    }

    private List<Choice> choices(Policy policy, PolicyInput input, PolicyOutcome outcome) {
        return new Decider(settings.terms(policy, device), policy.rules()).decide(subjects, input, outcome, at);
    }

    /**
     * @param field {@code Device.x}, {@code Scene.x} or {@code Settings.x}
     * @return null for unknown or not set
     * @throws IllegalArgumentException when there is no such field
     */
    public @Nullable Object get(String field) {
        String name = field.substring(field.indexOf('.') + 1);
        return switch (field.substring(0, Math.max(0, field.indexOf('.')))) {
            case "Device" -> Records.get(device, name);
            case "Scene" -> Records.get(scene, name);
            case "Settings" -> Records.get(settings, name);
            default -> throw new IllegalArgumentException(field + ": expected Device., Scene. or Settings.");
        };
    }

    /** The facts of the device that change with this one, itself included. */
    public static Set<String> follows(String deviceField) {
        return Derivation.follows(deviceField);
    }

    /** A copy at a later time; nothing else has changed. */
    public Situation later(double seconds) {
        return new Situation(at.plusMillis(Math.round(seconds * 1000)), device, scene, subjects, settings);
    }

    /** A copy with what is no fact of rules changed for one model, such as {@code pinned}. */
    public Situation withSubject(String model, String name, @Nullable Object value) {
        return with(Subjects.of(subjects, model, s -> Records.with(s, name, value)));
    }

    /** A copy in which a gear that may not be tried now may be. */
    public Situation withoutQuarantine(String model, String gear) {
        return with(Subjects.of(subjects, model, s -> Subjects.withoutQuarantine(s, gear)));
    }

    /**
     * A copy with one fact changed, and everything that follows from it: of {@code Device.temperatureC} the headroom, the
     * forecast and the band (from the present one, so that the bounds for leaving count).
     *
     * @param field {@code Device.x}, {@code Scene.x}, {@code Settings.x}, or {@code Model.x} for every model
     * @param value null for unknown
     * @throws IllegalArgumentException when there is no such field, or not of this type or range
     */
    public Situation with(String field, @Nullable Object value) {
        String name = field.substring(field.indexOf('.') + 1);
        return switch (field.substring(0, Math.max(0, field.indexOf('.')))) {
            case "Device" -> new Situation(at, changed(name, value), scene, subjects, settings);
            case "Scene" -> withScene(Records.with(scene, name, value));
            case "Settings" -> new Situation(at, device, scene, subjects, Records.with(settings, name, value));
            case "Model" -> with(Subjects.all(subjects, s -> Subjects.withModel(s, name, value)));
            default -> throw new IllegalArgumentException(field + ": expected Device., Scene., Settings. or Model.");
        };
    }

    /** A copy with one fact of one model changed, e.g. {@code requestsPerS}. */
    public Situation withModel(String model, String name, @Nullable Object value) {
        return with(Subjects.of(subjects, model, s -> Subjects.withModel(s, name, value)));
    }

    /** A copy with one fact of one candidate changed; which is the lightest and what each loses follow from it. */
    public Situation withCandidate(String model, String gear, String name, @Nullable Object value) {
        return with(Subjects.of(subjects, model, s -> Subjects.withCandidate(s, gear, name, value)));
    }

    private Situation with(List<Subject> next) {
        return new Situation(at, device, scene, next, settings);
    }

    private Situation withScene(Scene next) {
        return new Situation(at, device, next, Subjects.all(subjects, s -> Subjects.under(s, scene, next)), settings);
    }

    private Device changed(String name, @Nullable Object value) {
        Device next = Records.with(device, name, value);
        return Derivation.after(totalled(next, name), Set.of(name), Set.of());
    }

    /** What is left in bytes and as a ratio change together: the total stays. */
    private Device totalled(Device next, String name) {
        Double bytes = device.memoryAvailableBytes();
        Double ratio = device.memoryAvailableRatio();
        if (bytes == null || ratio == null || bytes <= 0 || ratio <= 0) {
            return next;
        }
        if (name.equals("memoryAvailableBytes") && next.memoryAvailableBytes() != null) {
            double left = Math.min(1, next.memoryAvailableBytes() * ratio / bytes);
            return Derivation.after(
                    Records.with(next, "memoryAvailableRatio", left), Set.of("memoryAvailableRatio"), Set.of());
        }
        return name.equals("memoryAvailableRatio") && next.memoryAvailableRatio() != null
                ? Records.with(next, "memoryAvailableBytes", next.memoryAvailableRatio() * bytes / ratio)
                : next;
    }
}
