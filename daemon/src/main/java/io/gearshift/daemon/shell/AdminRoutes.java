package io.gearshift.daemon.shell;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The admin interface, {@code /v1}. Everything it changes goes through the loop as an event. */
record AdminRoutes(
        Vertx vertx,
        Views views,
        EventStream events,
        DecisionRoutes decisions,
        InputRoutes inputs,
        PinRoutes pins,
        PolicyRoutes policy) {

    private static final int BODY_LIMIT = 1 << 20;

    void mount(Router router) {
        router.route("/v1/*").handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
        router.get("/v1/state").handler(c -> AdminJson.reply(c, views.state()));
        router.get("/v1/situation").handler(c -> AdminJson.reply(c, views.situation()));
        router.get("/v1/models").handler(c -> AdminJson.reply(c, views.models()));
        router.get("/v1/events").handler(this::openEvents);
        decisions.mount(router);
        inputs.mount(router);
        pins.mount(router);
        policy.mount(router);
        router.route("/v1/*")
                .handler(c -> AdminJson.fail(
                        c, 404, "no such resource: " + c.request().path(), "", "see /openapi.json"));
        router.route("/v1/*").failureHandler(AdminRoutes::failed);
    }

    private static void failed(RoutingContext c) {
        Throwable e = c.failure();
        if (e instanceof AdminRefusal r) {
            AdminJson.fail(c, r.status(), String.valueOf(r.getMessage()), r.field(), r.hint());
        } else if (c.statusCode() == 413) {
            AdminJson.fail(c, 413, "the body is larger than " + BODY_LIMIT + " bytes", "", "");
        } else {
            AdminJson.fail(c, c.statusCode() > 0 ? c.statusCode() : 500, e == null ? "failed" : e.toString(), "", "");
        }
    }

    private void openEvents(RoutingContext c) {
        events.open(c);
        vertx.runOnContext(v -> {
            events.send("state", views::state);
            events.send("models", views::models);
        });
    }
}
