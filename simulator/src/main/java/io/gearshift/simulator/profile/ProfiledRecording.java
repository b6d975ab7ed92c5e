package io.gearshift.simulator.profile;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests of a recording, answered by gears that were measured on another device. Pins of recorded gears name none of them. */
public final class ProfiledRecording implements Recording {

    private final Recording original;
    private final Map<String, ProfiledGears> gears;
    private final List<String> assumptions;

    /**
     * @param gears by the name of the model whose requests they answer
     * @param assumptions of the profile, beside those of the recording
     */
    public ProfiledRecording(Recording original, Map<String, ProfiledGears> gears, List<String> assumptions) {
        this.original = original;
        this.gears = Map.copyOf(gears);
        this.assumptions = List.copyOf(assumptions);
    }

    /** The models that a recording asks for, as it tells them last. */
    public static List<ModelSpec> asked(Recording recording) throws IOException {
        List<ModelSpec> models = new ArrayList<>();
        recording.<IOException>events(event -> {
            if (event instanceof LoopEvent.CatalogChanged catalog) {
                models.clear();
                models.addAll(catalog.models());
            }
        });
        return models;
    }

    @Override
    public String name() {
        return original.name();
    }

    @Override
    public <X extends Exception> void events(TraceReader.EventUse<X> use) throws X, IOException {
        original.events(event -> {
            LoopEvent kept = kept(event);
            if (kept != null) {
                use.accept(kept);
            }
        });
    }

    private static @Nullable LoopEvent kept(LoopEvent event) {
        if (event instanceof LoopEvent.Started started) {
            return new LoopEvent.Started(
                    started.at(),
                    started.run(),
                    started.settings(),
                    started.policy(),
                    started.scene(),
                    Map.of(),
                    Map.of());
        }
        boolean isPin = event instanceof LoopEvent.PinSet || event instanceof LoopEvent.PinCleared;
        return isPin ? null : event;
    }

    @Override
    public List<Decision> decisions() throws IOException {
        return original.decisions();
    }

    @Override
    public List<String> assumptions() {
        List<String> all = new ArrayList<>(original.assumptions());
        all.addAll(assumptions);
        return all;
    }

    @Override
    public List<ModelSpec> served(List<ModelSpec> recorded) {
        return recorded.stream().map(this::served).toList();
    }

    private ModelSpec served(ModelSpec model) {
        ProfiledGears measured = gears.get(model.name());
        return measured == null
                ? model
                : new ModelSpec(
                        model.name(),
                        model.task(),
                        model.priority(),
                        model.latencyObjectiveMs(),
                        model.minAccuracy(),
                        measured.gears());
    }

    @Override
    public Recording original() {
        return original;
    }
}
