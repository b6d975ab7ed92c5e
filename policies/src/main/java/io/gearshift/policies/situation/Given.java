package io.gearshift.policies.situation;

import io.gearshift.core.decision.Subject;
import io.gearshift.core.device.DeviceState;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.loop.Candidates;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.ModelState;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Scene;
import io.gearshift.policies.document.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** A document as it was read: the start of a series, or with {@link #situation} one moment. */
public final class Given {

    /** The endpoint of every gear that is not local. */
    public static final String ENDPOINT = "cloud";

    private final Instant at;
    private final Device device;
    private final Map<String, Value> told;
    private final Scene scene;
    private final SortedMap<String, GivenModel> models;
    private final boolean isCloudReachable;
    private final LoopSettings settings;

    Given(
            Instant at,
            Device device,
            Map<String, Value> told,
            Scene scene,
            SortedMap<String, GivenModel> models,
            boolean isCloudReachable,
            LoopSettings settings) {
        this.at = at;
        this.device = device;
        this.told = Map.copyOf(told);
        this.scene = scene;
        this.models = models;
        this.isCloudReachable = isCloudReachable;
        this.settings = settings;
    }

    public Instant at() {
        return at;
    }

    public Device device() {
        return device;
    }

    /** The facts of the device that the document tells, by name. */
    public Map<String, Value> told() {
        return told;
    }

    public Scene scene() {
        return scene;
    }

    public boolean isCloudReachable() {
        return isCloudReachable;
    }

    public LoopSettings settings() {
        return settings;
    }

    /** In name order. */
    public List<ModelSpec> models() {
        return models.values().stream().map(GivenModel::spec).toList();
    }

    /** Requests per second of each model. */
    public Map<String, Double> requestsPerS() {
        Map<String, Double> rates = new TreeMap<>();
        models.forEach((name, model) -> rates.put(name, model.requestsPerS()));
        return rates;
    }

    public Situation situation() {
        List<Subject> subjects = new Candidates(loop(), at)
                .subjects().stream()
                        .map(subject -> Objects.requireNonNull(
                                        models.get(subject.model().name()))
                                .tell(subject))
                        .toList();
        return new Situation(at, device, scene, subjects, settings);
    }

    /** The state of a loop that knows the models and gears of the document, and nothing of the device yet. */
    public LoopState loop() {
        return loop(new LoopState.Link(isCloudReachable, 0));
    }

    /** The same with another state of the endpoint. */
    public LoopState loop(LoopState.Link link) {
        SortedMap<String, ModelState> states = new TreeMap<>();
        models.forEach((name, model) -> states.put(name, model.state(at)));
        SortedMap<String, LoopState.Link> links = new TreeMap<>();
        links.put(ENDPOINT, link);
        return new LoopState(
                "",
                0,
                settings,
                new PolicyId("none", "0", ""),
                scene,
                DeviceState.initial(),
                states,
                links,
                at,
                new LoopState.Remembered(new TreeMap<>(), new TreeMap<>()));
    }
}
