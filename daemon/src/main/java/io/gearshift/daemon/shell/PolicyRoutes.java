package io.gearshift.daemon.shell;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.core.observe.ReloadOutcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** {@code /v1/policy}: the rules in force and in the shadow. */
record PolicyRoutes(
        Vertx vertx,
        Rules rules,
        ShadowTurns shadow,
        PolicyViews views,
        NamedPacks packs,
        boolean isWatched,
        BundleRoutes bundles) {

    /** Longer than any name that is taken. */
    private static final int LONGEST_SHOWN = 80;

    void mount(Router router) {
        router.get("/v1/policy").handler(c -> AdminJson.reply(c, views.all()));
        router.post("/v1/policy/reload").handler(c -> answer(c, rules.reload(), "the rules in force have not changed"));
        router.get("/v1/policy/shadow").handler(this::getShadow);
        router.put("/v1/policy/shadow").handler(this::putShadow);
        router.delete("/v1/policy/shadow").handler(this::deleteShadow);
        bundles.mount(router);
    }

    private void getShadow(RoutingContext c) {
        Map<String, Object> now = views.shadowView();
        if (now == null) {
            throw new AdminRefusal(404, "no policy runs in the shadow", "", "PUT /v1/policy/shadow starts one");
        }
        AdminJson.reply(c, now);
    }

    private void putShadow(RoutingContext c) {
        JsonNode body = AdminJson.body(c);
        AdminJson.known(body, List.of("pack"));
        String name = body.path("pack").asText("");
        Origin origin = packs.find(name)
                .orElseThrow(() -> new AdminRefusal(
                        400,
                        "pack: " + shown(body.path("pack")) + " (expected: " + packs.expected() + ")",
                        "pack",
                        packs.advice(name)));
        Shadow.Watching watching = isWatched ? Shadow.Watching.WHEN_GOOD : Shadow.Watching.NEVER;
        CompletableFuture<Reload> attempt = shadow.choose(origin, watching);
        if (attempt == null) {
            throw staged();
        }
        answer(c, attempt, "the shadow is as it was");
    }

    /** Not all of it, when somebody sends a book. */
    private static String shown(JsonNode pack) {
        String text = pack.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }

    private void deleteShadow(RoutingContext c) {
        Map<String, Object> before = views.shadowView();
        boolean isRunning = before != null && before.get("policy") != null;
        if (!shadow.stop()) {
            throw staged();
        }
        AdminJson.reply(c, Map.of("stopped", isRunning));
    }

    private static AdminRefusal staged() {
        return new AdminRefusal(
                409,
                "a policy bundle is being staged in the shadow",
                "",
                "wait until it is in force, or refuse it with POST /v1/policy/bundle/rollback");
    }

    private void answer(RoutingContext c, CompletableFuture<Reload> attempt, String hint) {
        Future.fromCompletionStage(attempt, vertx.getOrCreateContext())
                .onFailure(c::fail)
                .onSuccess(reload -> answer(c, reload, hint));
    }

    /** 422: the pack must be changed. 409: the same pack may be good on another day, or another device. */
    private static void answer(RoutingContext c, Reload reload, String hint) {
        Map<String, Object> json = new LinkedHashMap<>(PolicyViews.view(reload));
        if (!reload.isGood()) {
            json.put("hint", hint);
            c.response().setStatusCode(reload.outcome() == ReloadOutcome.UNAVAILABLE ? 409 : 422);
        } else if (reload.policy() != null) { // as before there were outcomes
            json.put("pack", reload.policy().pack());
            json.put("version", reload.policy().version());
            json.put("hash", reload.policy().hash());
        }
        AdminJson.reply(c, json);
    }
}
