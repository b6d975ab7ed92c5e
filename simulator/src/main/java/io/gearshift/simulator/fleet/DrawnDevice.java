package io.gearshift.simulator.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.simulator.closedloop.DeviceFile;
import io.gearshift.simulator.closedloop.Draws;
import io.gearshift.simulator.closedloop.Setting;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One device of a fleet. What is drawn depends on the fleet's seed, the group, the device's number and the key alone, so it is the
 * same whoever else is in the fleet's spread and wherever it runs.
 *
 * @param trace place among the fleet's traces
 */
record DrawnDevice(FleetPlan.Group group, int device, long seed, int trace, SortedMap<String, Double> drawn) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IllegalArgumentException when a key is not in the device file, or nothing can be drawn for it */
    static DrawnDevice of(FleetPlan plan, int device) {
        FleetPlan.Group group = plan.groupOf(device);
        Draws trace = new Draws(plan.seed(), group.name() + "/trace", device);
        int place = group.traces().get((int) (trace.uniform() * group.traces().size()));
        long seed = (long) (new Draws(plan.seed(), group.name() + "/seed", device).uniform() * 0x1.0p53);
        SortedMap<String, Double> drawn = new TreeMap<>();
        JsonNode file = tree(group.device());
        for (Spread spread : group.spread()) {
            Draws draws = new Draws(plan.seed(), group.name() + "/" + spread.key(), device);
            drawn.put(spread.key(), spread.draw(number(file, spread.key()), draws));
        }
        return new DrawnDevice(group, device, seed, place, drawn);
    }

    /** @throws DeviceFile.Mistake when the drawn numbers make no device */
    Setting setting() throws DeviceFile.Mistake {
        JsonNode file = tree(group.device());
        drawn.forEach((key, value) -> {
            int dot = key.lastIndexOf('.');
            JsonNode parent = dot < 0 ? file : at(file, key.substring(0, dot));
            ((ObjectNode) parent).put(key.substring(dot + 1), value);
        });
        return DeviceFile.read(group.file() + " as drawn", file.toString(), seed);
    }

    static JsonNode tree(String yaml) {
        return JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
    }

    private static JsonNode at(JsonNode file, String key) {
        return file.at("/" + key.replace('.', '/'));
    }

    private static double number(JsonNode file, String key) {
        JsonNode value = at(file, key);
        if (!isNumber(value)) {
            throw new IllegalArgumentException(key + ": no number of that name in the device file");
        }
        return Double.parseDouble(value.asText());
    }

    /** YAML takes some numbers, such as 1e-3, for texts. */
    static boolean isNumber(JsonNode value) {
        return value.isNumber() || value.isTextual() && value.asText().matches("[-+]?\\d+(\\.\\d*)?([eE][-+]?\\d+)?");
    }
}
