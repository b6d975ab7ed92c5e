package io.gearshift.simulator.sweep;

import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.policy.Objective;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.vary.RuleNumber;
import io.gearshift.policies.vary.VariedPack;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One value for each knob.
 *
 * @param values in the order of the knobs, as people write them
 */
public record Variation(List<Knob> knobs, List<String> values) {

    public Variation {
        knobs = List.copyOf(knobs);
        values = List.copyOf(values);
        if (knobs.size() != values.size()) {
            throw new IllegalArgumentException(values + " (expected: one for each of " + knobs.size() + " knobs)");
        }
    }

    /** @throws PackException when a rule cannot say such a number */
    public VariedPack of(VariedPack pack) throws PackException {
        VariedPack varied = pack;
        Map<RuleNumber, String> numbers = new HashMap<>();
        for (int i = 0; i < knobs.size(); i++) {
            Knob.Target target = knobs.get(i).target();
            if (target instanceof Knob.OfRule rule) {
                numbers.put(rule.number(), values.get(i));
            } else if (target instanceof Knob.OfObjective) {
                varied = varied.with(Objective.valueOf(values.get(i).toUpperCase(Locale.ROOT)));
            } else if (target instanceof Knob.OfRelaxation) {
                varied = varied.with(KnobReader.known(values.get(i)));
            }
        }
        return numbers.isEmpty() ? varied : varied.with(numbers);
    }

    public LoopSettings of(LoopSettings settings) {
        LoopSettings varied = settings;
        for (int i = 0; i < knobs.size(); i++) {
            if (knobs.get(i).target() instanceof Knob.OfLoop loop) {
                varied = loop.setting().in(varied, values.get(i));
            }
        }
        return varied;
    }

    /** Settings of the loop by their keys in the configuration. */
    Map<String, String> ofLoop() {
        Map<String, String> settings = new TreeMap<>();
        for (int i = 0; i < knobs.size(); i++) {
            if (knobs.get(i).target() instanceof Knob.OfLoop loop) {
                settings.put(loop.setting().key(), values.get(i));
            }
        }
        return settings;
    }
}
