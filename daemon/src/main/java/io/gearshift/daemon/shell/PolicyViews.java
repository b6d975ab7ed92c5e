package io.gearshift.daemon.shell;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.observe.ShadowDecision;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules as the admin interface shows them: in force, in the shadow, and the latest attempt to exchange them. */
record PolicyViews(Rules rules, Shadow shadow, @Nullable BundleViews bundles) {

    /** {@code GET /v1/policy}. */
    Map<String, Object> all() {
        Standing now = rules.standing();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("policy", now.policy());
        json.put("origin", now.origin());
        json.put("since", now.since());
        json.put("rules", now.rules());
        json.put("tests", now.tests());
        json.put("standIn", now.isStandIn());
        json.put("watched", rules.isWatched());
        json.put("reload", reload());
        json.put("shadow", shadowView());
        json.put("bundle", bundleView());
        return json;
    }

    /** Null when no server of bundles is followed. */
    @Nullable
    Map<String, Object> bundleView() {
        return bundles == null ? null : bundles.all();
    }

    /** The latest attempt; null before the first. */
    @Nullable
    Map<String, Object> reload() {
        Reload last = rules.last();
        return last == null ? null : view(last);
    }

    static Map<String, Object> view(Reload reload) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", reload.at());
        json.put("origin", reload.origin());
        json.put("outcome", reload.outcome().name().toLowerCase(Locale.ROOT));
        json.put("policy", reload.policy());
        json.put("tests", reload.tests());
        json.put("tookMs", reload.took().toNanos() / 1e6);
        json.put("error", reload.isGood() ? null : reload.problem());
        json.put("problems", reload.problems());
        return json;
    }

    /** Null when none runs and none should; without a policy when the pack that should run is not good. */
    @Nullable
    Map<String, Object> shadowView() {
        Shadow.View now = shadow.view();
        if (now == null) {
            return null;
        }
        ShadowTally.View tally = now.tally();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("origin", now.pack());
        json.put("policy", now.policy());
        json.put("since", tally.since());
        json.put("cycles", tally.cycles());
        json.put("decisions", tally.decisions());
        json.put("disagreements", tally.disagreements());
        json.put("disagreementRatio", tally.disagreementRatio());
        json.put("skippedCycles", tally.skipped());
        json.put("errors", tally.errors());
        json.put("fault", now.fault().isEmpty() ? null : now.fault());
        json.put("last", tally.last() == null ? null : disagreement(tally.last()));
        json.put("models", tally.models().stream().map(PolicyViews::model).toList());
        return json;
    }

    private static Map<String, Object> model(ShadowTally.ModelView model) {
        Map<String, Object> json = disagreement(model.latest());
        json.put("decisions", model.decisions());
        json.put("disagreements", model.disagreements());
        json.put("isNow", model.isNow());
        return json;
    }

    private static Map<String, Object> disagreement(ShadowDecision entry) {
        Decision shadow = entry.shadow();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", entry.at());
        json.put("model", entry.model());
        json.put("decision", entry.shadowOf());
        json.put("gear", entry.gear());
        json.put("summary", entry.summary());
        json.put("shadowGear", shadow.gear());
        json.put("shadowReason", shadow.reason());
        json.put("shadowSummary", shadow.summary());
        return json;
    }
}
