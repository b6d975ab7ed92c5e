package io.gearshift.policies.explain;

import io.gearshift.policies.situation.GearNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Flips in words. */
public final class Flips {

    private Flips() {}

    /**
     * What a search found.
     *
     * @param flips signals before settings, one change before two, what a person sees before what takes a tool to see,
     *     smallest first
     * @param chosen gear that would be chosen as things are
     * @param unsearched what rules read and the search did not move
     * @param unknown what rules read and no sensor tells now, so that it cannot be moved
     * @param decisions how often it decided
     */
    public record Found(List<Flip> flips, String chosen, List<String> unsearched, List<String> unknown, int decisions) {
        public Found {
            flips = List.copyOf(flips);
            unsearched = List.copyOf(unsearched);
            unknown = List.copyOf(unknown);
        }

        /**
         * Lines for people: the nearest flips, one of the temperature among them if there is one, or that there is none.
         *
         * @param goal what was asked for; null for any other gear
         * @param most flips at most
         */
        public List<String> nearest(@Nullable String goal, int most) {
            if (flips.isEmpty()) {
                return List.of(none(goal));
            }
            List<Flip> told = new ArrayList<>(flips.subList(0, Math.min(most, flips.size())));
            if (most > 0 && told.stream().noneMatch(Flip::isOfTemperature)) {
                flips.stream()
                        .filter(Flip::isOfTemperature)
                        .findFirst()
                        .ifPresent(flip -> told.set(told.size() - 1, flip)); // what people ask for first
            }
            return told.stream().map(Flips::say).toList();
        }

        /** The same, and what was not searched. */
        public List<String> say(@Nullable String goal, int most) {
            List<String> lines = new ArrayList<>(nearest(goal, most));
            if (!unsearched.isEmpty()) {
                lines.add("not searched: " + String.join(", ", unsearched));
            }
            if (!unknown.isEmpty()) {
                lines.add("not searched, since unknown here: " + String.join(", ", unknown));
            }
            return lines;
        }

        private String none(@Nullable String goal) {
            if (goal != null && GearNames.names(goal, chosen)) {
                return "nothing need change: " + chosen + " is what would be chosen now";
            }
            return "no change of one signal or setting, nor of two, makes it " + (goal == null ? "another gear" : goal);
        }
    }

    /** {@code full@cpu:1 would be chosen at a temperature below 61 °C (Device.temperatureC, now 72.4 °C)}. */
    public static String say(Flip flip) {
        String head = flip.gear() + " would be chosen ";
        if (flip.changes().isEmpty()) {
            return head + "in " + Phrases.seconds(flip.afterS())
                    + ", when its dwell, rest or pin is over and nothing else has changed";
        }
        String changes = flip.changes().stream().map(Phrases::say).collect(Collectors.joining(" and "));
        return head + changes + (flip.afterS() > 0 ? ", after " + Phrases.seconds(flip.afterS()) : "");
    }
}
