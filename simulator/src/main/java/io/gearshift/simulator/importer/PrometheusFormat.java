package io.gearshift.simulator.importer;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.simulator.importer.SeriesMapping.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What Prometheus' {@code /api/v1/query_range} answers: a matrix of series with labels. A mapping says which series is which
 * channel; the names of node_exporter are known. Source: prometheus.io/docs/prometheus/latest/querying/api.
 */
final class PrometheusFormat implements LogFormat {

    private static final int SHOWN = 5;

    private final SeriesMapping mapping;

    PrometheusFormat(SeriesMapping mapping) {
        this.mapping = mapping;
    }

    @Override
    public String name() {
        return "Prometheus query_range (JSON)";
    }

    @Override
    public String device() {
        return mapping.device();
    }

    @Override
    public boolean recognises(LogHead head) {
        String text = head.text();
        return text.stripLeading().startsWith("{") && text.contains("\"resultType\"") && text.contains("\"matrix\"");
    }

    @Override
    public void read(Path file, LogSink out) throws IOException {
        TreeSet<String> unknown = new TreeSet<>();
        TreeSet<String> targets = new TreeSet<>();
        List<SeriesValues> series = new ArrayList<>();
        JsonRows.each(file, "result", out, (line, row) -> {
            Map<String, String> labels = labels(row.path("metric"));
            List<Rule> rules = mapping.of(labels);
            targets.add(labels.getOrDefault("instance", ""));
            if (rules.isEmpty()) {
                unknown.add(labels.getOrDefault("__name__", labels.toString()));
            }
            rules.forEach(rule -> series.add(new SeriesValues(line, labels, rule, row.path("values"))));
        });
        if (targets.size() > 1) {
            throw new IOException(file + ": series of " + targets.size() + " devices (" + String.join(", ", targets)
                    + "; expected: one device, so ask for {instance=\"" + targets.last() + "\"})");
        }
        if (!unknown.isEmpty()) {
            out.note("series that stand for no channel were left out: " + shown(unknown)
                    + "; --mapping can say what they are");
        }
        SeriesValues.readAll(series, out);
    }

    private static String shown(TreeSet<String> names) {
        String first = String.join(", ", names.stream().limit(SHOWN).toList());
        return names.size() > SHOWN ? first + " and " + (names.size() - SHOWN) + " more" : first;
    }

    private static Map<String, String> labels(JsonNode metric) {
        Map<String, String> labels = new TreeMap<>();
        metric.fields()
                .forEachRemaining(
                        field -> labels.put(field.getKey(), field.getValue().asText()));
        return labels;
    }
}
