package io.gearshift.policies.situation;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.document.Value;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of gears as authors write them: {@code int8@cpu:1}, or {@code int8} for the variant. */
public final class GearNames {

    private static final Pattern FULL =
            Pattern.compile("(?<variant>[^@:\\s]+)@(?<provider>[^@:\\s]+):(?<threads>\\d{1,4})");

    private GearNames() {}

    static @Nullable Matcher parse(String name) {
        Matcher matcher = FULL.matcher(name);
        return matcher.matches() ? matcher : null;
    }

    /** Whether the text names the gear or its variant. */
    public static boolean names(String text, String gear) {
        return gear.equals(text) || gear.startsWith(text + "@");
    }

    /** The first gear that the value names; null after adding a problem when there is none. */
    public static @Nullable String resolve(Value value, String key, List<GearSpec> gears) {
        String text = value.text(key);
        if (text == null) {
            return null;
        }
        for (GearSpec gear : gears) {
            if (names(text, gear.gear())) {
                return gear.gear();
            }
        }
        TreeSet<String> known = new TreeSet<>();
        gears.forEach(gear -> {
            known.add(gear.gear());
            known.add(gear.variant());
        });
        value.problem("unknown-gear", key + ": there is no gear " + text, Nearest.hintOrList(text, known));
        return null;
    }
}
