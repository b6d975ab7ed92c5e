package io.gearshift.simulator.closedloop;

import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import io.gearshift.policies.language.Problem;
import io.gearshift.simulator.closedloop.AssumedNetwork.Traffic;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what a device file says of the network: every key may be left out, and then the usual figure stands. */
final class NetworkSection {

    private static final List<String> KEYS = List.of("downBitPerS", "upBitPerS", "rttS", "lossRatio", "traffic");
    private static final List<String> TRAFFIC = List.of("bytesSent", "bytesReceived");

    private final List<Problem> problems;

    NetworkSection(List<Problem> problems) {
        this.problems = problems;
    }

    AssumedNetwork read(@Nullable Value value) {
        AssumedNetwork usual = AssumedNetwork.usual();
        Section network = value == null ? null : value.section("network", KEYS);
        if (network == null) {
            return usual;
        }
        double down = number(network, "downBitPerS", usual.downBitPerS());
        double up = number(network, "upBitPerS", usual.upBitPerS());
        double rtt = number(network, "rttS", usual.rttS());
        double loss = number(network, "lossRatio", usual.lossRatio());
        Map<String, Traffic> traffic = traffic(network.get("traffic"));
        try {
            return problems.isEmpty() ? new AssumedNetwork(true, down, up, rtt, loss, traffic) : usual;
        } catch (IllegalArgumentException e) {
            network.whole().problem("range", String.valueOf(e.getMessage()), "");
            return usual;
        }
    }

    private Map<String, Traffic> traffic(@Nullable Value value) {
        Map<String, Traffic> all = new TreeMap<>();
        Section models = value == null ? null : value.names("traffic");
        if (models == null) {
            return all;
        }
        for (String model : models.keys()) {
            Value given = models.get(model);
            Section moved = given == null ? null : given.section(model, TRAFFIC);
            Traffic traffic = moved == null ? null : traffic(model, moved);
            if (traffic != null) {
                all.put(model, traffic);
            }
        }
        return all;
    }

    private static @Nullable Traffic traffic(String model, Section moved) {
        double sent = number(moved, "bytesSent", Traffic.USUAL.bytesSent());
        double received = number(moved, "bytesReceived", Traffic.USUAL.bytesReceived());
        try {
            return new Traffic(sent, received);
        } catch (IllegalArgumentException e) {
            moved.whole().problem("range", model + "." + e.getMessage(), "");
            return null;
        }
    }

    private static double number(Section section, String key, double otherwise) {
        Value value = section.get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(value.raw());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for infinity
        }
        value.problem("type", key + ": " + value.shown() + " (expected: a number)", "");
        return otherwise;
    }
}
