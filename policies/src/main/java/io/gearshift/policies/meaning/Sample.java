package io.gearshift.policies.meaning;

import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Mode;
import io.gearshift.core.policy.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The values with which a condition was judged.
 *
 * @param fact whose pattern the condition stands in
 * @param names of what the condition reads
 * @param values beside the names
 * @param gap how far a comparison of numbers is from its bound, relative to the larger of both; 0 at the bound, 1 when it is
 *     not a comparison of numbers or when one is missing
 */
public record Sample(Object fact, List<String> names, List<@Nullable Object> values, double gap) {

    /** {@code temperatureC = 72.4} for each value read. */
    public List<String> shown() {
        List<String> lines = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            lines.add(names.get(i) + " = " + text(values.get(i)));
        }
        return lines;
    }

    /** Gear, model or mode; empty for the device and the scene, of which there is one. */
    public String owner() {
        if (fact instanceof Candidate candidate) {
            return candidate.model() + " " + candidate.gear();
        } else if (fact instanceof Model model) {
            return model.name();
        }
        return fact instanceof Mode mode ? mode.name() : "";
    }

    /** As people read it; a missing value is {@code unknown}. */
    public static String text(@Nullable Object value) {
        if (value == null) {
            return "unknown";
        } else if (value instanceof Double number) {
            return number(number);
        }
        return value.toString();
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        double magnitude = Math.abs(value);
        int decimals = magnitude >= 100 ? 1 : magnitude >= 1 ? 2 : 4;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
