package io.gearshift.simulator.closedloop;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.Signal;
import io.gearshift.simulator.plant.Link;
import io.gearshift.simulator.plant.Radio;
import io.gearshift.simulator.plant.Throughput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows the recorded network from turn to turn. A value holds from its own time until the next one; before the first, and of what
 * is never told, the assumed one does. Endpoints that nobody tried while it was recorded are within reach when the recording
 * tells a bandwidth or the assumed network was stated; they are then found out of reach by a probe when a turn carries nothing.
 */
final class NetworkReader {

    private static final double LEAST_RTT_S = 1e-4;

    private record Change(Instant at, Runnable apply) {}

    private static final class Way {
        private final Throughput.Builder up = new Throughput.Builder();
        private final Throughput.Builder down = new Throughput.Builder();
    }

    private final AssumedNetwork assumed;
    private final @Nullable Radio radio;
    private final Survey survey;
    private final List<Change> changes = new ArrayList<>();
    private final SortedMap<String, Double> downBitPerS = new TreeMap<>();
    private final SortedMap<String, Double> upBitPerS = new TreeMap<>();
    private final SortedMap<String, Double> rttS = new TreeMap<>();
    private final SortedMap<String, Double> kinds = new TreeMap<>();
    private final SortedMap<String, Way> ways = new TreeMap<>();
    private final Map<String, Boolean> found = new HashMap<>();
    private double lossRatio;
    private double farSlowness = 1;
    private double fromS;
    private boolean isCarrying;

    NetworkReader(Setting setting, Survey survey) {
        this.assumed = setting.network();
        this.radio = setting.device().radio();
        this.survey = survey;
        this.lossRatio = assumed.lossRatio();
        for (String endpoint : survey.endpoints()) {
            ways.put(endpoint, new Way());
            if (isAssumed(endpoint)) {
                rttS.put(endpoint, assumed.rttS());
            }
        }
    }

    private boolean isAssumed(String endpoint) {
        return !survey.probed().contains(endpoint) && (assumed.isStated() || survey.tellsBandwidth());
    }

    void sense(Reading reading) {
        double value = reading.value();
        String instance = reading.sensor().instance();
        Signal signal = reading.sensor().signal();
        if (signal == Signal.NETWORK_BANDWIDTH_DOWN) {
            changes.add(new Change(reading.at(), () -> downBitPerS.put(instance, value)));
        } else if (signal == Signal.NETWORK_BANDWIDTH_UP) {
            changes.add(new Change(reading.at(), () -> upBitPerS.put(instance, value)));
        } else if (signal == Signal.NETWORK_LOSS) {
            changes.add(new Change(reading.at(), () -> lossRatio = value));
        } else if (signal == Signal.NETWORK_KIND) {
            changes.add(new Change(reading.at(), () -> kinds.put(instance, value)));
        } else if (signal == Signal.REMOTE_SPEED && instance.equals(survey.machine()) && value > 0) {
            changes.add(new Change(reading.at(), () -> farSlowness = survey.usualSpeed() / value));
        }
    }

    void probe(LoopEvent.LinkChanged link) {
        changes.add(new Change(link.at(), () -> {
            if (link.isReachable()) {
                rttS.put(link.endpoint(), Math.max(LEAST_RTT_S, link.rtt().toNanos() / 1e9));
            } else {
                rttS.remove(link.endpoint());
            }
        }));
    }

    /** A turn of {@code seconds} that is part of the scenario. */
    void pass(Instant from, double seconds) {
        isCarrying = false;
        hold(fromS);
        changes.sort(Comparator.comparing(Change::at));
        for (Change change : changes) {
            change.apply().run();
            double offsetS = Duration.between(from, change.at()).toNanos() / 1e9;
            hold(fromS + Math.min(seconds, Math.max(0, offsetS)));
        }
        changes.clear();
        fromS += seconds;
    }

    /** A turn that is none. */
    void skip() {
        changes.forEach(change -> change.apply().run());
        changes.clear();
    }

    private void hold(double atS) {
        double down = best(downBitPerS, assumed.downBitPerS());
        double up = best(upBitPerS, assumed.upBitPerS());
        ways.forEach((endpoint, way) -> {
            Double trip = rttS.get(endpoint);
            double upNow = trip == null ? 0 : new Link(up, trip, lossRatio).throughputBitPerS();
            double downNow = trip == null ? 0 : new Link(down, trip, lossRatio).throughputBitPerS();
            way.up.from(atS, upNow);
            way.down.from(atS, downNow);
        });
        isCarrying |= up > 0 && down > 0 && lossRatio < 1;
    }

    /** A device takes the better of two links. */
    private static double best(SortedMap<String, Double> links, double otherwise) {
        return links.values().stream().mapToDouble(Double::doubleValue).max().orElse(otherwise);
    }

    /** What the daemon's own probes of endpoints that nobody tried would have found in the last turn, where it is news. */
    List<LoopEvent> news(Instant at) {
        List<LoopEvent> news = new ArrayList<>();
        for (String endpoint : survey.endpoints()) {
            if (isAssumed(endpoint) && !Boolean.valueOf(isCarrying).equals(found.put(endpoint, isCarrying))) {
                news.add(new LoopEvent.LinkChanged(
                        at,
                        endpoint,
                        isCarrying,
                        isCarrying ? Duration.ofNanos(Math.round(assumed.rttS() * 1e9)) : Duration.ZERO));
            }
        }
        return news;
    }

    /** Of the scenario up to now. */
    double fromS() {
        return fromS;
    }

    /** Of each endpoint that answers. */
    Map<String, Double> rttS() {
        return rttS;
    }

    /** How many times its usual time the far side takes. */
    double farSlowness() {
        return farSlowness;
    }

    /** Of the kind that is in use, as far as its power is known; null on a device that has none. */
    @Nullable
    Radio radio() {
        if (radio == null) {
            return null;
        }
        for (Map.Entry<String, Double> kind : kinds.entrySet()) {
            if (kind.getValue() > 0.5) {
                return isWifi(kind.getKey()) ? Radio.wifi() : isCellular(kind.getKey()) ? Radio.lte() : radio;
            }
        }
        return radio;
    }

    private static boolean isWifi(String kind) {
        String name = kind.toLowerCase(Locale.ROOT);
        return name.contains("wifi") || name.contains("wi-fi") || name.contains("wlan");
    }

    /** LTE's power stands for that of older and newer ones. */
    static boolean isCellular(String kind) {
        String name = kind.toLowerCase(Locale.ROOT);
        return name.matches(".*(lte|[2345]g|nr|hsp|hsdpa|umts|edge|gprs|gsm|cdma|evdo|cellular).*");
    }

    Network network() {
        Map<String, Network.Route> routes = new HashMap<>();
        ways.forEach((endpoint, way) -> routes.put(endpoint, new Network.Route(way.up.build(), way.down.build())));
        return new Network(routes);
    }
}
