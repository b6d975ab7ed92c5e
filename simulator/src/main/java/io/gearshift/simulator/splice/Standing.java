package io.gearshift.simulator.splice;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.Pin;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What holds at a moment of a trace because of all that came before: a loop that begins there must be told. */
final class Standing {

    private final SortedMap<String, Pin> pins = new TreeMap<>();
    private final SortedMap<String, String> gears = new TreeMap<>();
    private final SortedMap<String, LoopEvent.LinkChanged> links = new TreeMap<>();
    private final SortedMap<SensorId, Reading> readings = new TreeMap<>();
    private LoopEvent.@Nullable Started started;
    private @Nullable PolicyId policy;
    private @Nullable Scene scene;
    private List<ModelSpec> models = List.of();

    void see(LoopEvent event) {
        if (event instanceof LoopEvent.Started e) {
            started = e;
            policy = e.policy();
            scene = e.scene();
            pins.putAll(e.pins());
            gears.putAll(e.gears());
        } else if (event instanceof LoopEvent.CatalogChanged e) {
            models = e.models();
        } else if (event instanceof LoopEvent.SceneChanged e) {
            scene = e.scene();
        } else if (event instanceof LoopEvent.PolicyChanged e) {
            policy = e.policy();
        } else if (event instanceof LoopEvent.PinSet e) {
            pins.put(e.model(), e.pin());
        } else if (event instanceof LoopEvent.PinCleared e) {
            pins.remove(e.model());
        } else if (event instanceof LoopEvent.LinkChanged e) {
            links.put(e.endpoint(), e);
        } else if (event instanceof LoopEvent.Sensed e) {
            e.readings().forEach(reading -> readings.put(reading.sensor(), reading));
        }
    }

    void see(Decision decision) {
        gears.put(decision.model(), decision.gear());
    }

    boolean isStarted() {
        return started != null;
    }

    /** Events that tell a loop which begins at {@code at} all of it. Readings keep their times; those too old to count are left out. */
    List<LoopEvent> told(Instant at) {
        List<LoopEvent> all = new ArrayList<>();
        LoopEvent.Started begun = started;
        if (begun == null || policy == null || scene == null) {
            return all;
        }
        all.add(new LoopEvent.Started(at, begun.run(), begun.settings(), policy, scene, pins, gears));
        all.add(new LoopEvent.CatalogChanged(at, models));
        links.values().forEach(link -> all.add(Shifted.to(at, link)));
        Instant oldest = at.minus(begun.settings().maxSensorAge());
        List<Reading> fresh = readings.values().stream()
                .filter(reading -> !reading.at().isBefore(oldest))
                .toList();
        if (!fresh.isEmpty()) {
            all.add(new LoopEvent.Sensed(at, fresh, false));
        }
        return all;
    }

    /** Events that put a loop which is in this state back into {@code other}. */
    List<LoopEvent> back(Standing other, Instant at) {
        List<LoopEvent> all = new ArrayList<>();
        if (!models.equals(other.models)) {
            all.add(new LoopEvent.CatalogChanged(at, other.models));
        }
        if (other.scene != null && !other.scene.equals(scene)) {
            all.add(new LoopEvent.SceneChanged(at, other.scene));
        }
        if (other.policy != null && !other.policy.equals(policy)) {
            all.add(new LoopEvent.PolicyChanged(at, other.policy));
        }
        pins.keySet().stream()
                .filter(model -> !other.pins.containsKey(model))
                .forEach(model -> all.add(new LoopEvent.PinCleared(at, model)));
        for (Map.Entry<String, Pin> pin : other.pins.entrySet()) {
            if (!pin.getValue().equals(pins.get(pin.getKey()))) {
                all.add(new LoopEvent.PinSet(at, pin.getKey(), pin.getValue()));
            }
        }
        return all;
    }
}
