package io.gearshift.daemon.shell;

import io.gearshift.daemon.rollout.Rollout;
import io.gearshift.policies.staging.Staging;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/policy/bundle}: what an operator may ask of the rollout. It answers at once; what comes of it shows in the view. */
record BundleRoutes(@Nullable Rollout rollout) {

    void mount(Router router) {
        router.post("/v1/policy/bundle/pull").handler(c -> ask(c, Rollout::pullNow));
        router.post("/v1/policy/bundle/rollback").handler(c -> ask(c, BundleRoutes::rollBack));
    }

    private static void rollBack(Rollout rollout) {
        Staging now = rollout.staging();
        if (now.active() == null && now.candidate() == null) {
            throw new AdminRefusal(
                    409,
                    "there is no bundle to take back: none is in force or staged",
                    "",
                    "GET /v1/policy shows what is in force");
        }
        rollout.rollBack();
    }

    private interface Request {
        void of(Rollout rollout);
    }

    private void ask(RoutingContext c, Request request) {
        if (rollout == null) {
            throw new AdminRefusal(
                    409,
                    "no server of policy bundles is followed",
                    "",
                    "policy.bundle.url in the configuration names one");
        }
        request.of(rollout);
        c.response().setStatusCode(202);
        AdminJson.reply(c, Map.of("asked", true));
    }
}
