package io.gearshift.simulator.closedloop;

import io.gearshift.core.reading.Signal;
import io.gearshift.simulator.closedloop.AssumedNetwork.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a recording leaves open of the way to the endpoints and is filled in. */
final class NetworkAssumptions {

    private final AssumedNetwork assumed;
    private final Survey survey;

    NetworkAssumptions(AssumedNetwork assumed, Survey survey) {
        this.assumed = assumed;
        this.survey = survey;
    }

    /** The device file's word, else what the recording saw sent, else the usual. */
    Traffic traffic(String model) {
        Traffic stated = assumed.traffic().get(model);
        double sent = survey.bytesSent(model);
        return stated != null
                ? stated
                : Double.isNaN(sent) ? Traffic.USUAL : new Traffic(sent, Traffic.USUAL.bytesReceived());
    }

    /** One sentence each; none when every gear is local. */
    List<String> sentences() {
        List<String> all = new ArrayList<>();
        if (survey.endpoints().isEmpty()) {
            return all;
        }
        String who = assumed.isStated() ? "the device file" : "nobody";
        List<String> parts = new ArrayList<>();
        if (!survey.tells(Signal.NETWORK_BANDWIDTH_DOWN)) {
            parts.add(rate(assumed.downBitPerS()) + " towards the device");
        }
        if (!survey.tells(Signal.NETWORK_BANDWIDTH_UP)) {
            parts.add(rate(assumed.upBitPerS()) + " away from it");
        }
        if (!survey.tells(Signal.NETWORK_LOSS)) {
            parts.add(assumed.lossRatio() == 0 ? "no loss" : 100 * assumed.lossRatio() + " % loss");
        }
        boolean isReached = assumed.isStated() || survey.tellsBandwidth();
        if (isReached && !survey.probed().containsAll(survey.endpoints())) {
            parts.add("a round trip of " + Math.round(1000 * assumed.rttS()) + " ms");
        }
        if (!isReached && survey.probed().isEmpty()) {
            all.add("the trace tells nothing of a network, nor does the device file: no endpoint is within reach");
            return all;
        }
        if (!parts.isEmpty()) {
            all.add("the way to the endpoints, where the trace tells nothing of it: " + String.join(", ", parts)
                    + (assumed.isStated() ? "; " + who + " says so" : "; the device file may say otherwise (network)"));
        }
        survey.remote().forEach(model -> all.add(moved(model)));
        String machine = survey.machine();
        if (machine != null) {
            all.add("the far side is as fast as " + machine + ", relative to its median");
        }
        radio(all);
        return all;
    }

    private String moved(String model) {
        Traffic traffic = traffic(model);
        String why = assumed.traffic().containsKey(model)
                ? " (the device file says so)"
                : Double.isNaN(survey.bytesSent(model)) ? "" : " (sent: the trace's mean)";
        return String.format(
                Locale.ROOT,
                "a remote answer of %s sends %.0f and receives %.0f bytes%s",
                model,
                traffic.bytesSent(),
                traffic.bytesReceived(),
                why);
    }

    private void radio(List<String> all) {
        List<String> like = survey.kinds().stream()
                .filter(kind -> NetworkReader.isCellular(kind)
                        && !kind.toLowerCase(Locale.ROOT).contains("lte"))
                .toList();
        if (!like.isEmpty()) {
            all.add("the radio draws on " + String.join(", ", like) + " what it does on LTE, if the device has one");
        }
    }

    private static String rate(double bitPerS) {
        return String.format(
                Locale.ROOT,
                "%s Mbit/s",
                bitPerS == Math.rint(bitPerS / 1e6) * 1e6
                        ? String.valueOf(Math.round(bitPerS / 1e6))
                        : String.format(Locale.ROOT, "%.3g", bitPerS / 1e6));
    }
}
