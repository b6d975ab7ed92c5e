package io.gearshift.daemon.shell;

import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.daemon.rollout.Rollout;
import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.staging.Slot;
import io.gearshift.policies.trial.Trial;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules that a daemon starts with, needing no network: the bundle that was in force, else the configured pack, else the
 * rules that were last in force here. A device that restarts at night must not stand still until somebody mends a rule.
 *
 * @param rollout null when no server of bundles is followed
 */
record FirstRules(
        Rules rules, PackStore store, Trial trial, @Nullable Rollout rollout) {

    private static final Logger LOG = LoggerFactory.getLogger(FirstRules.class);

    /** The first two; blocks, for seconds when they must be built. */
    Policy load() {
        try {
            Optional<Bundle> kept = rollout == null ? Optional.empty() : rollout.restore();
            Policy policy = kept.isPresent() && rollout != null ? load(kept.get(), rollout) : null;
            return policy != null ? policy : rules.start();
        } catch (PackException e) {
            throw new CompletionException(e);
        }
    }

    private @Nullable Policy load(Bundle bundle, Rollout from) {
        try {
            return rules.start(new BundleOrigin(store, trial, bundle));
        } catch (PackException e) {
            from.lost(Slot.of(bundle), String.valueOf(e.getMessage()));
            return null;
        }
    }

    /**
     * Until they are loaded; then the third if there are none.
     *
     * @param last in force when the daemon last ran; null when that is not known
     */
    Policy await(CompletableFuture<Policy> loading, @Nullable PolicyId last) throws StartException {
        try {
            return loading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof PackException why) {
                return lastGood(last).map(good -> rules.standIn(good, why)).orElseThrow(() -> refused(why));
            }
            throw e;
        }
    }

    /** What somebody wrote is wrong, unless it is the machine that does not let it be built now. */
    private static StartException refused(PackException why) {
        String message = "the policy pack cannot be used: " + why.getMessage();
        return why.isPassing() ? new StartException(message, "", why) : StartException.configuration(message, "", why);
    }

    /** Only of those that were built here or with Gearshift: the code of a bundle is run for its signature alone. */
    private Optional<Policy> lastGood(@Nullable PolicyId id) {
        try {
            return id == null ? Optional.empty() : store.find(id);
        } catch (PackException e) {
            LOG.warn("the rules that were last in force cannot be used: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
