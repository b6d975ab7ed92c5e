package io.gearshift.simulator.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.core.text.Nearest;
import java.util.ArrayList;
import java.util.List;

/** The numbers of a device file, by key. */
public final class FleetKeys {

    private FleetKeys() {}

    /** Keys of the spread that are no numbers of the device file, each in a line; none when all are. */
    public static List<String> problems(String device, List<Spread> spread) {
        JsonNode file = DrawnDevice.tree(device);
        List<String> known = new ArrayList<>();
        collect(file, "", known);
        List<String> problems = new ArrayList<>();
        for (Spread one : spread) {
            if (!known.contains(one.key())) {
                String hint = Nearest.hint(one.key(), known);
                problems.add(one.key() + ": no number of that name in the device file"
                        + (hint.isEmpty() ? "" : "; " + hint));
            }
        }
        return problems;
    }

    private static void collect(JsonNode node, String key, List<String> known) {
        node.properties().forEach(child -> {
            String name = key.isEmpty() ? child.getKey() : key + "." + child.getKey();
            if (child.getValue().isObject()) {
                collect(child.getValue(), name, known);
            } else if (DrawnDevice.isNumber(child.getValue())) {
                known.add(name);
            }
        });
    }
}
