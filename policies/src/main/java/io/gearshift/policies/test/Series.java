package io.gearshift.policies.test;

import io.gearshift.core.policy.Scene;
import io.gearshift.policies.situation.Given;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A situation that changes.
 *
 * @param values per fact: Double, Boolean or the name of a constant per tick; null for no reading. The last value stays.
 * @param scenes what is told by applications, in time order
 * @param fails gears that cannot be made ready
 * @param turn time between two turns of the loop when nothing urgent happens
 * @param swapTakes time from the decision to the cut-over
 * @param ticks how many there are, the first at zero
 */
record Series(
        Given given,
        Map<String, List<@Nullable Object>> values,
        List<SceneChange> scenes,
        List<Failure> fails,
        Duration turn,
        Duration swapTakes,
        Duration tick,
        int ticks,
        List<Window> expected) {

    record SceneChange(Duration at, Scene scene) {}

    record Failure(String model, String gear, Duration from, Duration to) {}

    /**
     * What must hold at every tick from one time to another.
     *
     * @param least fewest swaps in it; 0 for any
     * @param most most swaps in it
     * @param model whose swaps; null for all
     */
    record Window(
            int line,
            String text,
            Duration from,
            Duration to,
            List<Claim> claims,
            int least,
            int most,
            @Nullable String model) {}

    Duration end() {
        return tick.multipliedBy(Math.max(0, ticks - 1L));
    }
}
