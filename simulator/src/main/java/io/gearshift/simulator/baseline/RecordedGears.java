package io.gearshift.simulator.baseline;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.loop.LoopEvent;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The gears that were in force when it was recorded; none at all for a log of a device that ran no loop. */
public final class RecordedGears extends GearDriver {

    private final List<Decision> decisions;
    private final SortedMap<String, String> gears = new TreeMap<>();
    private Instant now = Instant.MIN;
    private int next;

    /** @param decisions in the order of time */
    public RecordedGears(List<Decision> decisions) {
        this.decisions = List.copyOf(decisions);
    }

    @Override
    public String name() {
        return "recorded";
    }

    @Override
    void told(LoopEvent event) {
        now = event.at();
        if (event instanceof LoopEvent.Started started) {
            gears.putAll(started.gears());
        }
    }

    @Override
    void begin() {
        while (next < decisions.size() && !decisions.get(next).at().isAfter(now)) {
            Decision decision = decisions.get(next++);
            gears.put(decision.model(), decision.gear());
        }
    }

    @Override
    @Nullable
    String gear(ModelSpec model, @Nullable String active) {
        return gears.get(model.name());
    }
}
