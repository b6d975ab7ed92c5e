package io.gearshift.benchmarks;

import io.vertx.core.Vertx;

/** The least a Vert.x program can do: listen, and say so. */
public final class BareServer {

    private BareServer() {}

    public static void main(String[] args) {
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> request.response().end())
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println("http://127.0.0.1:" + server.actualPort()));
    }
}
