package io.gearshift.daemon.shell;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.daemon.config.Config;
import io.gearshift.registry.gear.Endpoints;
import io.gearshift.registry.gear.GearServer;
import io.gearshift.registry.gear.LinkListener;
import io.gearshift.registry.remote.RemoteEndpoint;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tries the configured endpoints now and then, and tells the loop of every link that was tried. Costs nothing without endpoints. */
final class Links implements LinkListener, AutoCloseable {

    /** A machine that takes longer to say that it is there is of no use to a request. */
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Config.Offload settings;
    private volatile @Nullable LoopRunner loop;
    private long timer = -1;

    Links(Vertx vertx, Config.Offload settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    Endpoints endpoints() {
        Map<String, RemoteEndpoint> endpoints = new LinkedHashMap<>();
        for (Config.Endpoint endpoint : settings.endpoints()) {
            endpoints.put(
                    endpoint.name(),
                    new RemoteEndpoint(
                            endpoint.name(),
                            endpoint.url(),
                            endpoint.caFile(),
                            endpoint.tokenFile(),
                            endpoint.isMetered()));
        }
        return new Endpoints(endpoints);
    }

    boolean isAnyMetered() {
        return settings.endpoints().stream().anyMatch(Config.Endpoint::isMetered);
    }

    void start(LoopRunner runner, GearServer gears) {
        loop = runner;
        if (settings.endpoints().isEmpty()) {
            return;
        }
        Duration interval = settings.probeInterval();
        Duration timeout = interval.compareTo(LONGEST_PROBE) < 0 ? interval : LONGEST_PROBE;
        timer = vertx.setPeriodic(0, interval.toMillis(), t -> gears.probeLinks(timeout));
    }

    @Override
    public void onLink(String endpoint, boolean isReachable, Duration rtt) {
        LoopRunner runner = loop;
        if (runner != null) {
            runner.submit(at -> new LoopEvent.LinkChanged(at, endpoint, isReachable, rtt));
        }
    }

    @Override
    public void close() {
        loop = null;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
    }
}
