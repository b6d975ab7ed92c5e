package io.gearshift.daemon.shell;

import io.gearshift.daemon.config.Config;
import io.gearshift.daemon.rollout.BundleSource;
import io.gearshift.daemon.rollout.Rollout;
import io.gearshift.policies.bundle.BundleException;
import io.gearshift.policies.bundle.Keys;
import io.gearshift.policies.staging.StagingSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The rollout of bundles as the configuration wants it. */
final class FollowedBundles {

    /** For one fetch, 16 MB at most: also over a slow link. */
    private static final Duration FETCH_LIMIT = Duration.ofSeconds(60);

    private FollowedBundles() {}

    /** Whose bundles are run as they were built. */
    static List<PublicKey> trusted(Config.Policy policy) throws StartException {
        Path file = policy.publicKeyFile();
        try {
            return file == null ? List.of() : Keys.readPublic(file);
        } catch (BundleException e) {
            throw StartException.configuration("policy.bundle.publicKeyFile: " + e.getMessage(), "", e);
        }
    }

    /** Not started. Null when no server is followed. */
    static @Nullable Rollout rollout(Config.Policy policy, Vertx vertx, Path stateDir) throws StartException {
        Config.Bundles bundles = policy.bundles();
        URI url = bundles.url();
        if (url == null) {
            return null;
        }
        return Rollout.of(
                new BundleSource(vertx, url, bundles.caFile(), bundles.tokenFile(), FETCH_LIMIT),
                Rollout.folder(stateDir),
                trusted(policy),
                new StagingSettings(
                        bundles.shadow(), bundles.watch(), bundles.maxMissIncrease(), bundles.allowDowngrade()),
                bundles.interval(),
                Executors.newSingleThreadScheduledExecutor(Threads.background("bundles")));
    }
}
