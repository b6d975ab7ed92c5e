package io.gearshift.daemon.shell;

import io.gearshift.daemon.config.Config;
import io.gearshift.daemon.rollout.Rollout;
import io.gearshift.metrics.decisionlog.DecisionLog;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force and what may take their place: a pack in the shadow, a bundle.
 *
 * @param bundles null when no server of bundles is followed
 */
record RuleParts(
        RuleLoading loaded,
        Shadow shadow,
        ShadowTurns turns,
        @Nullable BundleSwitch bundles,
        PolicyViews views) {

    static RuleParts of(Common common, RuleLoading loaded, DecisionLog log) {
        Rules rules = loaded.rules();
        Shadow shadow = common.parts()
                .add(new Shadow(common.clock(), common.meters(), log, common.events(), rules.thread()), Shadow::close);
        ShadowTurns turns = new ShadowTurns(shadow);
        Rollout rollout = loaded.rollout();
        if (rollout == null) {
            return new RuleParts(loaded, shadow, turns, null, new PolicyViews(rules, shadow, null));
        }
        BundleSwitch bundles = new BundleSwitch(
                loaded.packs(), loaded.trial(), rules, turns, shadow, common.meters(), common.events(), common.clock());
        BundleViews views = new BundleViews(rollout, bundles, common.clock());
        return new RuleParts(loaded, shadow, turns, bundles, new PolicyViews(rules, shadow, views));
    }

    PolicyRoutes routes(Common common) {
        Config.Policy config = common.config().policy();
        return new PolicyRoutes(
                common.vertx(),
                loaded.rules(),
                turns,
                views,
                new NamedPacks(loaded.packs(), loaded.trial(), config.packs()),
                config.reload(),
                new BundleRoutes(loaded.rollout()));
    }

    /** From now on the rules can be exchanged: by their watch, by hand, and by bundles. */
    void join(Common common, LoopRunner loop) {
        loaded.rules().join(loop);
        Config.Policy config = common.config().policy();
        String beside = config.shadow();
        if (beside != null) {
            turns.configure(loaded.origin(beside), config.reload() ? Shadow.Watching.ALWAYS : Shadow.Watching.NEVER);
        }
        Rollout rollout = loaded.rollout();
        if (rollout != null && bundles != null) {
            common.parts().add(rollout, Rollout::close).start(bundles);
        }
    }
}
