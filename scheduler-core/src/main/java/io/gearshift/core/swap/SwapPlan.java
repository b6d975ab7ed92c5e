package io.gearshift.core.swap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Put one gear of one model in force.
 *
 * @param decision the decision that asks for it; answers name it from the cut-over on
 * @param from the gear in force, null at first
 * @param keep gears of this model to stay resident afterwards beside {@code to} (a cloud gear's local stand-in, a likely
 *     next gear); any other resident gear of the model is drained and closed
 */
public record SwapPlan(
        String decision, String model, @Nullable String from, String to, List<String> keep) {
    public SwapPlan {
        keep = List.copyOf(keep);
    }
}
