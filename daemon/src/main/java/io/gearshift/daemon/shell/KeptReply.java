package io.gearshift.daemon.shell;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/** Answers that survive a kill: given only once what they tell is on disk. */
record KeptReply(Vertx vertx, Keeper keeper) {

    void reply(RoutingContext c, Object json) {
        Future.fromCompletionStage(keeper.kept(), vertx.getOrCreateContext()).onComplete(v -> AdminJson.reply(c, json));
    }
}
