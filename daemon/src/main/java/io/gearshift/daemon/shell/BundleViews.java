package io.gearshift.daemon.shell;

import io.gearshift.daemon.rollout.Look;
import io.gearshift.daemon.rollout.Rollout;
import io.gearshift.policies.staging.Staging;
import io.gearshift.policies.staging.Staging.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bundles of the server that is followed, as the admin interface shows them. */
record BundleViews(Rollout rollout, BundleSwitch daemon, Clock clock) {

    Map<String, Object> all() {
        Staging now = rollout.staging();
        BundleSwitch.News last = daemon.last();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("url", rollout.url());
        json.put("phase", lower(now.phase()));
        json.put("active", now.active());
        json.put("previous", now.previous());
        json.put("candidate", now.candidate());
        json.put("phaseSince", now.phase() == Phase.STEADY ? null : now.since());
        json.put("remainingS", remainingS(now));
        json.put("pull", pull());
        json.put("last", last == null ? null : last.json());
        json.put("refused", now.refused().stream().map(BundleViews::refused).toList());
        json.put("problem", problem().isEmpty() ? null : problem());
        return json;
    }

    /** Why the bundle that should be in force is not; empty when none should, or it is. */
    String problem() {
        return rollout.problem();
    }

    /** Of the shadow, or of the watch after it. */
    private @Nullable Double remainingS(Staging now) {
        if (now.phase() == Phase.STEADY) {
            return null;
        }
        Duration span = now.phase() == Phase.SHADOW
                ? rollout.settings().shadow()
                : rollout.settings().watch();
        Instant end = now.since().plus(span);
        return Math.max(0, Duration.between(clock.instant(), end).toMillis() / 1000.0);
    }

    private Map<String, Object> pull() {
        Look look = rollout.lastLook();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", look.at());
        json.put("outcome", look.outcome() == null ? null : lower(look.outcome()));
        json.put("lastGoodAt", look.goodAt());
        json.put("error", look.problem().isEmpty() ? null : look.problem());
        return json;
    }

    private static Map<String, Object> refused(Staging.Refused refused) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bundle", refused.slot());
        json.put("reason", refused.reason());
        return json;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
