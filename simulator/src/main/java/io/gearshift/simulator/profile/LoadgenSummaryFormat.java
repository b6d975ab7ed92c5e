package io.gearshift.simulator.profile;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The summary of one MLPerf run: {@code key : value} lines, latencies in nanoseconds. */
final class LoadgenSummaryFormat implements ProfileFormat {

    private static final Pattern LINE = Pattern.compile("\\s*(.+?)\\s*(?:\\((ns|us|ms|s)\\))?\\s*:\\s*(\\S.*?)\\s*");
    private static final Map<String, Figure> FIGURES = Map.of(
            "Min latency", Figure.LATENCY_MIN_MS,
            "Max latency", Figure.LATENCY_MAX_MS,
            "Mean latency", Figure.LATENCY_MEAN_MS,
            "50.00 percentile latency", Figure.LATENCY_P50_MS,
            "90.00 percentile latency", Figure.LATENCY_P90_MS,
            "95.00 percentile latency", Figure.LATENCY_P95_MS,
            "99.00 percentile latency", Figure.LATENCY_P99_MS,
            "QPS w/o loadgen overhead", Figure.THROUGHPUT_PER_S,
            "Samples per second", Figure.THROUGHPUT_PER_S);

    private record Told(long line, String unit, String text) {}

    @Override
    public String name() {
        return "MLPerf loadgen summary";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("MLPerf Results Summary");
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        Map<String, Told> told = new HashMap<>();
        for (int i = 0; i < file.lines().size(); i++) {
            Matcher line = LINE.matcher(file.lines().get(i));
            if (line.matches()) {
                String unit = line.group(2);
                told.putIfAbsent(line.group(1), new Told(i + 1L, unit == null ? "" : unit, line.group(3)));
            }
        }
        if (isResult(told, out)) {
            figures(file, told, out);
        }
    }

    /** A run that broke the rules of the benchmark, or did not end, is no measurement. */
    private static boolean isResult(Map<String, Told> told, ProfileSink out) {
        Told result = told.get("Result is");
        if (result == null) {
            out.refuse(1, "no line 'Result is': the summary is cut off");
        } else if (!result.text().equals("VALID")) {
            out.refuse(
                    result.line(),
                    "the result is " + result.text()
                            + ": the run broke a rule of the benchmark, so its figures do not count");
        }
        Told mode = told.get("Mode");
        if (mode != null && !mode.text().equals("PerformanceOnly")) {
            out.refuse(mode.line(), "mode " + mode.text() + " (expected: PerformanceOnly)");
            return false;
        }
        return result != null && result.text().equals("VALID");
    }

    private static void figures(ProfileFile file, Map<String, Told> told, ProfileSink out) {
        Told scenario = told.getOrDefault("Scenario", new Told(1, "", ""));
        Told runtime = told.getOrDefault("SUT name", new Told(1, "", ""));
        Submission submission = Submission.of(file);
        out.note("model and device of MLPerf summaries are from the path, as the summaries do not tell them");
        boolean isStream = scenario.text().equals("SingleStream");
        ProfileKey key = ProfileKey.of(submission.model(), "submitted")
                .on(submission.device(), Backend.UNTOLD)
                .by(runtime.text())
                .batched(isStream ? 1 : 0)
                .under((scenario.text() + " " + submission.by()).strip());
        FIGURES.forEach((name, figure) -> {
            Told value = told.get(name);
            boolean isAnswer = !figure.isLatency() || isStream;
            if (value != null && isAnswer) {
                String unit = figure.isLatency() ? value.unit() : "";
                if (figure.isLatency() && unit.isEmpty()) {
                    out.refuse(value.line(), name + " without a unit");
                } else {
                    Cells.add(out, value.line(), key, figure, value.text(), unit, name, "");
                }
            }
        });
        if (isStream && !told.containsKey("90.00 percentile latency")) {
            out.refuse(1, "no percentiles: the summary is cut off");
        }
    }
}
