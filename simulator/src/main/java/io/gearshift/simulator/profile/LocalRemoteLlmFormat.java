package io.gearshift.simulator.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** A run table of one language model here and on a server: time, load and the user device's energy of each answer. */
final class LocalRemoteLlmFormat implements ProfileFormat {

    private static final String HEADER = "__run_id,__done,model,method,length,topic,execution_time,";

    /** What was measured of one cell of the experiment. */
    private static final class Runs {
        private final long line;
        private final List<Double> latencyMs = new ArrayList<>();
        private final List<Double> energyMj = new ArrayList<>();

        Runs(long line) {
            this.line = line;
        }
    }

    @Override
    public String name() {
        return "answers here and from a server (CSV)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.head(1).stream().anyMatch(line -> line.startsWith(HEADER) && line.contains("energy_usage_J"));
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        Map<ProfileKey, Runs> all = new LinkedHashMap<>();
        CsvTable.each(file, out, row -> row(row, all, out));
        out.note(
                "the device is not told in the table; energy is that of the user's device, on answers from a server too");
        all.forEach((key, runs) -> {
            Samples.add(out, runs.line, key, runs.latencyMs, runs.latencyMs.size() + " answers");
            double sum = 0;
            for (double one : runs.energyMj) {
                sum += one;
            }
            if (!runs.energyMj.isEmpty()) {
                out.add(
                        runs.line,
                        key,
                        Figure.ENERGY_MJ,
                        sum / runs.energyMj.size(),
                        "mean of " + runs.energyMj.size() + " answers");
            }
        });
    }

    private static void row(CsvTable.Row row, Map<ProfileKey, Runs> all, ProfileSink out) {
        String method = row.cell("method").toLowerCase(Locale.ROOT);
        if (!row.cell("__done").equals("DONE")) {
            out.refuse(row.line(), "the run is " + row.cell("__done") + " (expected: DONE)");
            return;
        }
        if (!method.equals("on_device") && !method.equals("remote")) {
            out.refuse(row.line(), "method " + row.cell("method") + " (expected: on_device, remote)");
            return;
        }
        OptionalDouble seconds = row.number("execution_time");
        OptionalDouble joules = row.number("energy_usage_J");
        if (seconds.isPresent() && seconds.getAsDouble() <= 0 || joules.isPresent() && joules.getAsDouble() < 0) {
            out.refuse(
                    row.line(),
                    "execution_time " + row.cell("execution_time") + ", energy_usage_J " + row.cell("energy_usage_J")
                            + " (expected: more than 0)");
            return;
        }
        ProfileKey key = ProfileKey.of(row.cell("model"), method)
                .on("user's laptop", method.equals("remote") ? Backend.REMOTE : Backend.GPU)
                .batched(1)
                .under(row.cell("length") + " words");
        Runs runs = all.computeIfAbsent(key, k -> new Runs(row.line()));
        seconds.ifPresent(value -> runs.latencyMs.add(value * 1000));
        joules.ifPresent(value -> runs.energyMj.add(value * 1000));
    }
}
