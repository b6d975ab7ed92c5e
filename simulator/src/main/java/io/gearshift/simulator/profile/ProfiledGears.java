package io.gearshift.simulator.profile;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.text.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The gears that a table gives one device.
 *
 * @param taken what stands for what, and what was assumed, one sentence each
 */
public record ProfiledGears(String model, String device, List<GearSpec> gears, List<String> taken) {

    private static final int SHOWN = 12;

    public ProfiledGears {
        gears = List.copyOf(gears);
        taken = List.copyOf(taken);
    }

    /** The device that a text names: wholly, or as the only one that contains it; an empty text names the only one there is. */
    public static String device(ProfileSet set, String text) throws ProfileException {
        List<String> timed =
                timed(set).stream().map(row -> row.key().device()).distinct().toList();
        if (timed.contains(text)) {
            return text;
        }
        List<String> like = timed.stream()
                .filter(device -> (device + " " + set.descriptions().getOrDefault(device, ""))
                        .toLowerCase(Locale.ROOT)
                        .contains(text.toLowerCase(Locale.ROOT)))
                .toList();
        if (like.size() == 1) {
            return like.get(0);
        }
        if (timed.isEmpty()) {
            throw new ProfileException(
                    set.name() + ": no answer times in it, so that no gear can be made",
                    "gearshift profile import " + set.name() + " shows what it tells");
        }
        String known = like.isEmpty()
                ? Nearest.hintOrList(text, shown(timed))
                : "its devices: " + String.join("; ", shown(like));
        throw new ProfileException(
                set.name() + ": "
                        + (text.isEmpty()
                                ? like.size() + " devices"
                                : "'" + text + "' names " + like.size() + " devices")
                        + " (expected: one)",
                "say which with --profile-device; " + known);
    }

    private static List<String> shown(List<String> names) {
        return names.size() <= SHOWN ? names : names.subList(0, SHOWN);
    }

    private static List<ProfileRow> timed(ProfileSet set) {
        return set.rows().stream().filter(GearMaker::isTimed).toList();
    }

    /** Models of a device that have answer times, in the order of their names. */
    public static Set<String> models(ProfileSet set, String device) {
        return timed(set).stream()
                .filter(row -> row.key().device().equals(device))
                .map(row -> row.key().model())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * @param only selectors such as {@code runtime=tflite,backend=npu}; empty for all rows
     * @throws ProfileException naming every figure that was neither measured nor given
     */
    public static ProfiledGears of(ProfileSet set, String device, String model, String only, Assumptions assumptions)
            throws ProfileException {
        Map<String, String> selectors = only.isEmpty() ? Map.of() : Assumptions.selectors("--profile-only", only);
        Assumption chosen = new Assumption("", selectors, Map.of(), 0, null);
        GearMaker maker = new GearMaker(set, assumptions);
        List<ProfileRow> rows = timed(set).stream()
                .filter(row ->
                        row.key().device().equals(device) && row.key().model().equals(model))
                .filter(row -> chosen.isOf(row.key(), maker.backend(row.key())))
                .toList();
        if (rows.isEmpty()) {
            throw new ProfileException(
                    set.name() + ": no answer times of " + model + " on " + device
                            + (only.isEmpty() ? "" : " with " + only),
                    "it has: " + String.join("; ", shown(there(set, device))));
        }
        List<GearSpec> gears = new ArrayList<>();
        names(rows, maker).forEach((row, name) -> {
            GearSpec gear = maker.gear(row, name);
            if (gear != null) {
                gears.add(gear);
            }
        });
        if (!maker.missing().isEmpty()) {
            throw new ProfileException(
                    set.name() + ": " + model + " on " + device + ": not measured, and not given:\n  "
                            + String.join("\n  ", maker.missing().sentences()),
                    "nothing is guessed: give it for all gears, as --assume powerW=2.5,loadMs=200, for some, as --assume"
                            + " backend=npu,powerW=1.2, or in a file (docs/profiles.md)");
        }
        return new ProfiledGears(model, device, gears, maker.taken().sentences());
    }

    private static List<String> there(ProfileSet set, String device) {
        return timed(set).stream()
                .filter(row -> row.key().device().equals(device))
                .map(row -> row.key().model() + ", " + row.key().shown())
                .distinct()
                .toList();
    }

    /** A variant's name says no more than is needed to tell gears apart: first the runtime, then the conditions. */
    private static Map<ProfileRow, String> names(List<ProfileRow> rows, GearMaker maker) {
        Map<ProfileRow, String> names = new LinkedHashMap<>();
        rows.forEach(row -> names.put(
                row, part(row.key().variant().isEmpty() ? "full" : row.key().variant())));
        for (int round = 0; round < 3; round++) {
            Map<String, Integer> count = new HashMap<>();
            names.forEach((row, name) -> count.merge(gear(row, name, maker), 1, Integer::sum));
            int now = round;
            names.replaceAll((row, name) ->
                    count.getOrDefault(gear(row, name, maker), 0) > 1 ? longer(row.key(), name, now) : name);
        }
        return names;
    }

    private static String gear(ProfileRow row, String name, GearMaker maker) {
        Backend backend = maker.backend(row.key());
        return name + backend + maker.threads(row.key(), backend);
    }

    private static String longer(ProfileKey key, String name, int round) {
        String more = round == 0 ? key.runtime() : round == 1 ? key.conditions() : key.precision();
        return more.isEmpty() ? name : name + "-" + part(more);
    }

    private static String part(String text) {
        return text.replaceAll("[@:\\s,]+", "-");
    }
}
