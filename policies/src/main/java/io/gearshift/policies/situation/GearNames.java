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

    private static final Pattern LIKE_FULL = Pattern.compile("[^@:\\s]+@(?<provider>[^@:\\s]+):(?<threads>[^@:]+)");

    /** As {@code models.threads} of the daemon allows them. */
    private static final int MOST_THREADS = 256;

    private GearNames() {}

    /** Adds a problem to a name that is neither full nor a variant's, and to threads that no gear runs on. */
    static void check(Value name) {
        String text = name.raw();
        Matcher full = LIKE_FULL.matcher(text);
        if (full.matches()) {
            int least = full.group("provider").equals("remote") ? 0 : 1;
            String threads = full.group("threads");
            if (!threads.matches("\\d{1,4}")
                    || Integer.parseInt(threads) < least
                    || Integer.parseInt(threads) > MOST_THREADS) {
                name.problem(
                        "range",
                        "gear " + text + ": threads " + threads + " (expected: a whole number, " + least + ".."
                                + MOST_THREADS + ")",
                        "such as int8@cpu:1; a remote gear has 0");
            }
        } else if (text.matches(".*[@:\\s].*")) {
            name.problem(
                    "type",
                    "gear " + text + " (expected: variant@provider:threads, or the variant alone)",
                    "such as int8@cpu:1, or int8");
        }
    }

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
