package io.gearshift.daemon.shell;

import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.daemon.config.Config;
import io.gearshift.daemon.rollout.Rollout;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.trial.Trial;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The rules that the daemon starts with, being loaded beside its other parts.
 *
 * @param rollout null when no server of bundles is followed
 */
record RuleLoading(
        PackStore packs,
        Trial trial,
        Rules rules,
        @Nullable Rollout rollout,
        FirstRules first,
        CompletableFuture<Policy> loading) {

    static RuleLoading begin(Common common) throws StartException {
        Config.Policy config = common.config().policy();
        PackStore packs = new PackStore(common.state(), FollowedBundles.trusted(config));
        Trial trial = new Trial(common.state());
        Rules rules = common.parts()
                .add(
                        new Rules(
                                origin(packs, trial, config.pack()),
                                config.reload(),
                                common.clock(),
                                common.meters(),
                                common.events()),
                        Rules::close);
        Rollout rollout = FollowedBundles.rollout(config, common.vertx(), common.state());
        FirstRules first = new FirstRules(rules, packs, trial, rollout);
        return new RuleLoading(
                packs, trial, rules, rollout, first, CompletableFuture.supplyAsync(first::load, Threads::start));
    }

    /** @param last in force when the daemon last ran; null when that is not known */
    Policy await(@Nullable PolicyId last) throws StartException {
        return first.await(loading, last);
    }

    /** What the configuration names: a pack, or a bundle's file. */
    Origin origin(String reference) {
        return origin(packs, trial, reference);
    }

    private static Origin origin(PackStore packs, Trial trial, String reference) {
        Path path = Config.Policy.path(reference);
        return path != null && PackStore.isBundle(reference)
                ? new BundleFile(packs, trial, path)
                : new PackOrigin(packs, trial, reference, path);
    }
}
