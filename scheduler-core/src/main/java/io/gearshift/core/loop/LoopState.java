package io.gearshift.core.loop;

import io.gearshift.core.device.DeviceState;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Scene;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that the loop remembers between events. Immutable.
 *
 * @param run prefix of decision ids; empty until started
 * @param sequence number of decisions made in this run
 * @param links what is known of each remote endpoint
 * @param servedAt when serving last reported, for request rates
 */
public record LoopState(
        String run,
        long sequence,
        LoopSettings settings,
        PolicyId policy,
        Scene scene,
        DeviceState device,
        SortedMap<String, ModelState> models,
        SortedMap<String, Link> links,
        Instant servedAt,
        Remembered remembered) {

    /** @param rttMs of the last probe that succeeded */
    public record Link(boolean isReachable, double rttMs) {}

    /** What an earlier run left behind, for models that have not been registered yet in this one. */
    public record Remembered(SortedMap<String, Pin> pins, SortedMap<String, String> gears) {

        ModelState revive(ModelSpec spec) {
            return ModelState.fresh(spec, pins.get(spec.name()), gears.get(spec.name()));
        }
    }

    public static LoopState initial() {
        return new LoopState(
                "",
                0,
                LoopSettings.defaults(),
                new PolicyId("none", "0", ""),
                Scene.initial(),
                DeviceState.initial(),
                new TreeMap<>(),
                new TreeMap<>(),
                Instant.EPOCH,
                new Remembered(new TreeMap<>(), new TreeMap<>()));
    }

    /** In force: the scene's before the model's own; null for none. */
    public @Nullable Double latencyObjectiveMs(ModelState model) {
        Double ofScene = scene.latencyObjectiveMs();
        return ofScene != null ? ofScene : model.spec().latencyObjectiveMs();
    }

    LoopState withScene(Scene next) {
        return new LoopState(run, sequence, settings, policy, next, device, models, links, servedAt, remembered);
    }

    LoopState withPolicy(PolicyId next) {
        return new LoopState(run, sequence, settings, next, scene, device, models, links, servedAt, remembered);
    }

    LoopState withDevice(DeviceState next) {
        return new LoopState(run, sequence, settings, policy, scene, next, models, links, servedAt, remembered);
    }

    LoopState withModels(SortedMap<String, ModelState> next) {
        return new LoopState(run, sequence, settings, policy, scene, device, next, links, servedAt, remembered);
    }

    LoopState withModel(ModelState next) {
        SortedMap<String, ModelState> all = new TreeMap<>(models);
        all.put(next.spec().name(), next);
        return withModels(all);
    }

    LoopState withLink(String endpoint, Link link) {
        SortedMap<String, Link> all = new TreeMap<>(links);
        all.put(endpoint, link);
        return new LoopState(run, sequence, settings, policy, scene, device, models, all, servedAt, remembered);
    }

    LoopState withServedAt(Instant at) {
        return new LoopState(run, sequence, settings, policy, scene, device, models, links, at, remembered);
    }

    LoopState withSequence(long next) {
        return new LoopState(run, next, settings, policy, scene, device, models, links, servedAt, remembered);
    }
}
