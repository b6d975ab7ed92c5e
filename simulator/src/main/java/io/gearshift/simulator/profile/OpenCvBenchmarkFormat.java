package io.gearshift.simulator.profile;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Run times of the OpenCV Zoo: a section a device, blocks of fixed width. The column {@code min} is left out: upstream it is that of all
 * builds of a model together, so that an int8 build bears the minimum of the float one.
 */
final class OpenCvBenchmarkFormat implements ProfileFormat {

    private static final Pattern HEADER = Pattern.compile("mean\\s+median\\s+min\\s+input size\\s+model\\s*");
    private static final Pattern ROW =
            Pattern.compile("(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+\\[([^\\]]*)\\]\\s+(\\S+) with \\['([^']+)'.*\\]\\s*");
    private static final Pattern BUILD = Pattern.compile("(.*?)(?:_(int8bq|int8|fp16))?\\.\\w+");

    @Override
    public String name() {
        return "OpenCV Zoo run times";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.lines().stream().anyMatch(line -> HEADER.matcher(line).matches());
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        String device = "";
        String backend = "";
        String target = "";
        boolean isTable = false;
        out.note("times of the OpenCV Zoo hold what comes before and after the network");
        for (int i = 0; i < file.lines().size(); i++) {
            String line = file.lines().get(i);
            if (line.startsWith("### ")) {
                device = line.substring(4).strip();
            } else if (line.startsWith("backend=")) {
                backend = line.substring(8).replaceFirst(".*DNN_BACKEND_", "").strip();
            } else if (line.startsWith("target=")) {
                target = line.substring(7).replaceFirst(".*DNN_TARGET_", "").strip();
            } else if (HEADER.matcher(line).matches()) {
                isTable = true;
            } else if (line.startsWith("```")) {
                isTable = false;
            } else if (isTable && !line.isBlank()) {
                row(i + 1L, line, device, backend, target, out);
            }
        }
    }

    private static void row(long number, String line, String device, String backend, String target, ProfileSink out) {
        Matcher row = ROW.matcher(line);
        Matcher build = row.matches() ? BUILD.matcher(row.group(6)) : null;
        if (build == null || !build.matches()) {
            out.refuse(number, "no row of run times: " + line.strip());
            return;
        }
        String precision = build.group(2) == null ? "fp32" : build.group(2);
        ProfileKey key = ProfileKey.of(build.group(1), precision)
                .on(device, backend(target))
                .by("opencv " + backend.toLowerCase(Locale.ROOT))
                .in(target.endsWith("FP16") ? "fp16" : precision)
                .batched(1)
                .under(target.endsWith("FP16") ? "computed in fp16" : "");
        try {
            double mean = Amount.parse(row.group(1), "ms").orElse(Double.NaN);
            double median = Amount.parse(row.group(2), "ms").orElse(Double.NaN);
            Amount.parse(row.group(3), "ms");
            out.add(number, key, Figure.LATENCY_MEAN_MS, mean, row.group(4) + " input");
            out.add(number, key, Figure.LATENCY_P50_MS, median, row.group(4) + " input");
        } catch (Amount.Unreadable e) {
            out.refuse(number, e.why());
        }
    }

    private static Backend backend(String target) {
        if (target.startsWith("CUDA") || target.startsWith("OPENCL") || target.startsWith("VULKAN")) {
            return Backend.GPU;
        }
        return target.startsWith("NPU") ? Backend.NPU : target.startsWith("CPU") ? Backend.CPU : Backend.UNTOLD;
    }
}
