package io.gearshift.registry.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the profile that the runtime writes of a session: one event an operator and run, in its trace format. */
final class OperatorTimes {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String KERNEL = "_kernel_time";
    private static final String PROVIDER_ENDING = "ExecutionProvider";

    private OperatorTimes() {}

    private record Key(String node, String operator, String provider) {}

    /**
     * @param warmUps runs at the beginning that do not count
     * @return in the order in which they first ran
     */
    static List<OperatorTime> read(Path profile, int warmUps) throws IOException {
        Map<Key, List<Double>> millis = new LinkedHashMap<>();
        for (JsonNode event : JSON.readTree(profile.toFile())) {
            String name = event.path("name").asText();
            if (event.path("cat").asText().equals("Node") && name.endsWith(KERNEL)) {
                JsonNode args = event.path("args");
                Key key = new Key(
                        name.substring(0, name.length() - KERNEL.length()),
                        args.path("op_name").asText(),
                        provider(args.path("provider").asText()));
                millis.computeIfAbsent(key, k -> new ArrayList<>())
                        .add(event.path("dur").asDouble() / 1000);
            }
        }
        List<OperatorTime> times = new ArrayList<>();
        millis.forEach((key, all) -> times.add(new OperatorTime(
                key.node(),
                key.operator(),
                key.provider(),
                all.stream()
                        .skip(Math.min(warmUps, all.size() - 1))
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0))));
        return times;
    }

    private static String provider(String name) {
        return name.replace(PROVIDER_ENDING, "").toLowerCase(Locale.ROOT);
    }
}
