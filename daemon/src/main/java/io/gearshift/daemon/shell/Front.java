package io.gearshift.daemon.shell;

import io.gearshift.daemon.config.Config;
import io.gearshift.daemon.http.InferenceLimits;
import io.gearshift.daemon.http.InferenceRoutes;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;

/** All routes behind one port: inference, admin, metrics, the dashboard. */
final class Front {

    private Front() {}

    /** @return where it serves, with the port it really got */
    static URI open(
            Common common,
            Guard guard,
            ServingParts serving,
            RuleParts rules,
            Restart restart,
            LoopParts loop,
            String version)
            throws StartException, IOException {
        Config config = common.config();
        Vertx vertx = common.vertx();
        Router router = Router.router(vertx);
        guard.mount(router);
        new InferenceRoutes(
                        serving.gears(),
                        serving.workers(),
                        InferenceLimits.of(
                                config.serving().maxBodyBytes(),
                                config.serving().workers(),
                                config.serving().queue()),
                        version)
                .mount(router);
        KeptReply kept = new KeptReply(vertx, restart.keeper());
        new AdminRoutes(
                        vertx,
                        loop.views(),
                        common.events(),
                        new DecisionRoutes(vertx, loop.loop(), loop.decisions(), loop.log()),
                        new InputRoutes(loop.loop(), loop.sensing(), kept),
                        new PinRoutes(loop.loop(), loop.pins(), kept),
                        rules.routes(common))
                .mount(router);
        WebServer.mountStatic(router, vertx, config.metrics().prometheus() ? common.meters() : null);
        WebServer server = common.parts().add(WebServer.listen(vertx, config.serving(), router), WebServer::drain);
        common.parts().add(common.events(), EventStream::close);
        return server.address();
    }
}
