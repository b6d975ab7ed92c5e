package io.gearshift.daemon.shell;

import io.gearshift.core.decision.Decision;
import io.gearshift.metrics.decisionlog.DecisionLog;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /v1/decisions}: what was decided, newest first, and one by its id. */
record DecisionRoutes(Vertx vertx, LoopRunner loop, DecisionStore decisions, DecisionLog log) {

    private static final int MOST_DECISIONS = 1000;
    private static final Pattern DECISION_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    void mount(Router router) {
        router.get("/v1/decisions").handler(this::listDecisions);
        router.get("/v1/decisions/:id").handler(this::oneDecision);
    }

    private void listDecisions(RoutingContext c) {
        String model = c.request().getParam("model", "");
        if (!model.isEmpty()) {
            PinRoutes.model(loop, model);
        }
        String limit = c.request().getParam("limit", "50");
        int most;
        try {
            most = Integer.parseInt(limit);
        } catch (NumberFormatException e) {
            most = 0;
        }
        if (most < 1 || most > MOST_DECISIONS) {
            throw new AdminRefusal(400, "limit: " + limit + " (expected: 1.." + MOST_DECISIONS + ")", "limit", "");
        }
        AdminJson.reply(c, decisions.list(model, most));
    }

    /** The recent ones are at hand; older ones are looked up in the log, off the event loop. */
    private void oneDecision(RoutingContext c) {
        String id = c.pathParam("id");
        Optional<Decision> recent = decisions.find(id);
        if (recent.isPresent()) {
            AdminJson.reply(c, recent.get());
            return;
        }
        if (!DECISION_ID.matcher(id).matches()) {
            throw unknownDecision(id);
        }
        vertx.executeBlocking(() -> log.find(id), false).onFailure(c::fail).onSuccess(found -> {
            if (found.isPresent()) {
                AdminJson.reply(c, found.get());
            } else {
                c.fail(unknownDecision(id));
            }
        });
    }

    private static AdminRefusal unknownDecision(String id) {
        return new AdminRefusal(
                404, "no decision " + id + " is remembered", "id", "the latest are listed at /v1/decisions");
    }
}
