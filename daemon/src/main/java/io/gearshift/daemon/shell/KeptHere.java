package io.gearshift.daemon.shell;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.ModelState;
import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.policy.Location;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The gears that nothing may be sent to from now on: those that rules forbid, and all while the scene is private. A swap to a
 * local gear takes its time, a model may have none, and a policy may fail; what may not leave the device stays here meanwhile.
 */
final class KeptHere {

    private KeptHere() {}

    /**
     * @param before what was kept until now: a policy that fails lifts no ban
     * @param state after the decision
     * @return gears by model; models without any are left out
     */
    static Map<String, Set<String>> of(Map<String, Set<String>> before, LoopState state, CycleRecord cycle) {
        Map<String, Set<String>> kept = new HashMap<>();
        state.models().forEach((name, model) -> {
            Set<String> gears = new TreeSet<>();
            for (GearSpec gear : model.spec().gears()) {
                boolean isAway = gear.location() != Location.LOCAL;
                if (isAway && (cycle.scene().isPrivate() || isForbidden(gear.gear(), model, cycle, before))) {
                    gears.add(gear.gear());
                }
            }
            if (!gears.isEmpty()) {
                kept.put(name, gears);
            }
        });
        return kept;
    }

    private static boolean isForbidden(
            String gear, ModelState model, CycleRecord cycle, Map<String, Set<String>> before) {
        return cycle.policyFault() == null
                ? cycle.at().equals(model.forbiddenAt().get(gear))
                : before.getOrDefault(model.spec().name(), Set.of()).contains(gear);
    }
}
