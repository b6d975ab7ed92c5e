package io.gearshift.simulator.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first decision that came out otherwise.
 *
 * @param line in the recorded decisions, from 1
 * @param recorded its JSON; null when the recording has no more
 * @param replayed its JSON; null when the replay has no more
 * @param fields where the two documents differ; empty when one is missing
 */
public record Difference(
        long line, @Nullable String recorded, @Nullable String replayed, List<Field> fields) {

    public Difference {
        fields = List.copyOf(fields);
    }

    /**
     * One value that differs.
     *
     * @param path for example {@code device.temperatureC} or {@code reasons[0].text}
     * @param recorded as JSON; empty when absent
     * @param replayed as JSON; empty when absent
     */
    public record Field(String path, String recorded, String replayed) {}
}
