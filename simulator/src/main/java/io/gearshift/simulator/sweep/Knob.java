package io.gearshift.simulator.sweep;

import io.gearshift.policies.vary.RuleNumber;
import java.util.List;

/**
 * What a sweep varies.
 *
 * @param name for people
 * @param given its value in the pack, or {@code as recorded}
 * @param choices the values that it takes, in order
 */
public record Knob(String name, Target target, String given, List<String> choices) {

    /** Where a value goes. */
    public sealed interface Target {}

    /** Into the settings of the loop. */
    public record OfLoop(LoopSetting setting) implements Target {}

    /** Into the text of a rule. */
    public record OfRule(RuleNumber number) implements Target {}

    /** {@code objective} of {@code pack.yaml}. */
    public record OfObjective() implements Target {}

    /** {@code relaxation} of {@code pack.yaml}. */
    public record OfRelaxation() implements Target {}

    public Knob {
        choices = List.copyOf(choices);
    }

    /** In one line: {@code loop.dwell=5s}, {@code rule "Warm": headroomC < 5}. */
    public String with(String value) {
        return target instanceof OfRule rule ? rule.number().with(value) : name + "=" + value;
    }

    boolean isOfPack() {
        return !(target instanceof OfLoop);
    }
}
