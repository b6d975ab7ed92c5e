package io.gearshift.simulator.closedloop;

import io.gearshift.simulator.plant.Throughput;
import java.util.Map;

/** The way to each endpoint over a scenario's time. No gear changes it. */
public final class Network {

    /** What a connection gets of the path, each way, after loss. */
    record Route(Throughput up, Throughput down) {

        boolean isConstant() {
            return up.isConstant() && down.isConstant();
        }
    }

    private final Map<String, Route> routes;

    Network(Map<String, Route> routes) {
        this.routes = Map.copyOf(routes);
    }

    Route route(String endpoint) {
        Route route = routes.get(endpoint);
        if (route == null) {
            throw new IllegalArgumentException("endpoint " + endpoint + " (expected: one of " + routes.keySet() + ")");
        }
        return route;
    }

    /**
     * When an answer is there: the request goes up, the far side works, the answer comes down.
     *
     * @param startS of the request, from the scenario's start
     * @param farS the far side's own time
     * @param shared how many connections share the path, &gt;= 1
     * @return infinite when the path never comes back
     */
    double endS(
            String endpoint, double startS, double rttS, double farS, AssumedNetwork.Traffic traffic, double shared) {
        Route route = route(endpoint);
        double asked = route.up().endS(startS + rttS / 2, 8 * shared * traffic.bytesSent());
        return asked == Double.POSITIVE_INFINITY
                ? asked
                : route.down().endS(asked + farS, 8 * shared * traffic.bytesReceived()) + rttS / 2;
    }

    /** Time that the path is busy for so many answers in a part of the scenario, at most that part. */
    double busyS(String endpoint, double startS, double seconds, int answers, AssumedNetwork.Traffic traffic) {
        Route route = route(endpoint);
        return Math.min(
                seconds,
                busyS(route.up(), startS, seconds, 8 * answers * traffic.bytesSent())
                        + busyS(route.down(), startS, seconds, 8 * answers * traffic.bytesReceived()));
    }

    private static double busyS(Throughput way, double startS, double seconds, double bits) {
        double carried = way.bits(startS, startS + seconds);
        return bits == 0 ? 0 : bits >= carried ? seconds : seconds * bits / carried;
    }
}
