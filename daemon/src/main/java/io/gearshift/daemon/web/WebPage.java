package io.gearshift.daemon.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Serves the dashboard at {@code /} and its files under {@code /web/}, all from the class path and nothing else: only the
 * files named here can be asked for, so no path reaches outside. The page may load from and talk to its own origin only.
 */
public final class WebPage {

    private static final List<String> OWN = List.of(
            "style.css",
            "icon.svg",
            "api.js",
            "app.js",
            "charts.js",
            "decisions.js",
            "dom.js",
            "format.js",
            "gears.js",
            "inside.js",
            "models.js",
            "ribbon.js",
            "rules.js",
            "scene.js",
            "signals.js");
    private static final List<String> UPLOT = List.of("uPlot.iife.min.js", "uPlot.min.css");
    private static final String UPLOT_DIR = "META-INF/resources/webjars/uplot/1.6.30/dist/";

    /** No inline script or style, no other host, no frame around the page (it has buttons that shift gears). */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private WebPage() {}

    /** Adds the routes. Files are read once, now: 120 kB in all. */
    public static void mount(Router router) {
        route(router, "/", WebFile.read("web/index.html"));
        OWN.forEach(name -> route(router, "/web/" + name, WebFile.read("web/" + name)));
        UPLOT.forEach(name -> route(router, "/web/" + name, WebFile.read(UPLOT_DIR + name)));
    }

    private static void route(Router router, String path, WebFile file) {
        router.get(path).handler(context -> send(context, file));
        router.head(path).handler(context -> send(context, file));
    }

    private static void send(RoutingContext context, WebFile file) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("ETag", file.tag());
        if (file.tag().equals(request.getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", file.type()).putHeader("Content-Length", "" + file.length());
        if (request.method().name().equals("HEAD")) {
            response.end();
        } else {
            response.end(file.body());
        }
    }
}
