package io.gearshift.simulator.baseline;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.simulator.closedloop.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Names a gear for each model at each turn; the swaps follow from that. A swap under way is waited for. */
abstract class GearDriver implements Driver {

    private final SortedMap<String, ModelSpec> models = new TreeMap<>();
    private final SortedMap<String, String> active = new TreeMap<>();
    private final SortedMap<String, SwapPlan> pending = new TreeMap<>();
    private long decisions;

    @Override
    public final List<SwapPlan> handle(LoopEvent event) {
        if (event instanceof LoopEvent.CatalogChanged catalog) {
            models.clear();
            catalog.models().forEach(model -> models.put(model.name(), model));
        } else if (event instanceof LoopEvent.SwapFinished finished) {
            SwapPlan plan = finished.result().plan();
            pending.remove(plan.model());
            if (finished.result().isSuccess()) {
                active.put(plan.model(), plan.to());
            }
        }
        told(event);
        return event instanceof LoopEvent.Tick ? turn() : List.of();
    }

    private List<SwapPlan> turn() {
        begin();
        List<SwapPlan> swaps = new ArrayList<>();
        for (ModelSpec model : models.values()) {
            String now = active.get(model.name());
            String wanted = gear(model, now);
            if (wanted != null && !wanted.equals(now) && !pending.containsKey(model.name())) {
                decisions++;
                SwapPlan plan = new SwapPlan(name() + "-" + decisions, model.name(), now, wanted, List.of());
                pending.put(model.name(), plan);
                swaps.add(plan);
            }
        }
        return swaps;
    }

    /** Every event, before the turn that it may be. */
    void told(LoopEvent event) {}

    /** A turn begins. */
    void begin() {}

    /** @return the gear to be in; null to stay */
    abstract @Nullable String gear(ModelSpec model, @Nullable String active);
}
