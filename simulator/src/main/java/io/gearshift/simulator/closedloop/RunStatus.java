package io.gearshift.simulator.closedloop;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.simulator.plant.DeviceStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Device and models at a moment. Immutable.
 *
 * @param models in the order of their names
 */
public record RunStatus(DeviceStatus device, List<ModelStatus> models) {

    public RunStatus {
        models = List.copyOf(models);
    }

    static RunStatus start(Setting setting) {
        return new RunStatus(setting.device().rested(setting.startC(), setting.startChargeRatio()), List.of());
    }

    /** The same with a place for each of these models; what is known of a model stays. */
    RunStatus aligned(List<Interval.Demanded> demands, Setting setting) {
        if (models.size() == demands.size()) {
            boolean isSame = true;
            for (int i = 0; i < models.size() && isSame; i++) {
                isSame = models.get(i).model().equals(demands.get(i).spec().name());
            }
            if (isSame) {
                return this;
            }
        }
        List<ModelStatus> next = new ArrayList<>();
        for (Interval.Demanded demanded : demands) {
            next.add(find(demanded.spec().name(), setting));
        }
        return new RunStatus(device, next);
    }

    private ModelStatus find(String name, Setting setting) {
        return models.stream()
                .filter(model -> model.model().equals(name))
                .findFirst()
                .orElse(new ModelStatus(
                        name, null, null, 0, List.of(), setting.queue().idle()));
    }

    /** A swap begins; one that is under way gives way to it. */
    RunStatus begin(SwapPlan plan, ModelSpec spec, Setting setting) {
        List<ModelStatus> next = new ArrayList<>();
        boolean isKnown = false;
        for (ModelStatus model : models) {
            boolean isIt = model.model().equals(plan.model());
            isKnown |= isIt;
            next.add(isIt ? model.begin(plan, loadS(model, plan, spec)) : model);
        }
        if (!isKnown) {
            ModelStatus fresh = find(plan.model(), setting);
            next.add(fresh.begin(plan, loadS(fresh, plan, spec)));
        }
        return new RunStatus(device, next);
    }

    private static double loadS(ModelStatus model, SwapPlan plan, ModelSpec spec) {
        return model.isLoaded(plan.to())
                ? 0
                : spec.gears().stream()
                        .filter(gear -> gear.gear().equals(plan.to()))
                        .mapToDouble(gear -> gear.profile().loadMs() / 1000)
                        .findFirst()
                        .orElse(0);
    }
}
