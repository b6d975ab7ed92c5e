package io.gearshift.simulator.profile;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code benchncnn} prints, under a heading for each device: {@code model  min = a  max = b  avg = c} in milliseconds. */
final class NcnnFormat implements ProfileFormat {

    private static final Pattern SETTING =
            Pattern.compile("\\s*(loop_count|num_threads|powersave|gpu_device|cooling_down) = (\\S+)\\s*");
    private static final Pattern ROW =
            Pattern.compile("\\s*(\\S+)\\s+min =\\s*(\\S+)\\s+max =\\s*(\\S+)\\s+avg =\\s*(\\S+)\\s*");

    @Override
    public String name() {
        return "ncnn benchmark log";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("avg =") && file.has("min =") && file.has("loop_count =");
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        String device = "";
        Map<String, String> settings = new HashMap<>();
        out.note("float builds of ncnn compute in fp16 where the device can: the log does not tell");
        for (int i = 0; i < file.lines().size(); i++) {
            String line = file.lines().get(i);
            Matcher setting = SETTING.matcher(line);
            if (line.startsWith("### ")) {
                device = line.substring(4).strip();
                settings.clear();
            } else if (setting.matches()) {
                if (setting.group(1).equals("loop_count")) {
                    settings.clear();
                }
                settings.put(setting.group(1), setting.group(2));
            } else if (line.contains("min =") || line.contains("avg =")) {
                row(i + 1L, line, device, settings, out);
            }
        }
    }

    private static void row(long number, String line, String device, Map<String, String> settings, ProfileSink out) {
        Matcher row = ROW.matcher(line);
        if (!row.matches()) {
            out.refuse(number, "no row of benchncnn: " + line.strip());
            return;
        }
        try {
            double min = Amount.parse(row.group(2), "ms").orElse(Double.NaN);
            double max = Amount.parse(row.group(3), "ms").orElse(Double.NaN);
            double mean = Amount.parse(row.group(4), "ms").orElse(Double.NaN);
            if (!(min <= mean && mean <= max)) {
                out.refuse(number, "min " + min + ", avg " + mean + ", max " + max + " (expected: in this order)");
                return;
            }
            ProfileKey key = key(row.group(1), device, settings);
            out.add(number, key, Figure.LATENCY_MIN_MS, min);
            out.add(number, key, Figure.LATENCY_MEAN_MS, mean);
            out.add(number, key, Figure.LATENCY_MAX_MS, max);
        } catch (Amount.Unreadable e) {
            out.refuse(number, e.why());
        }
    }

    private static ProfileKey key(String name, String device, Map<String, String> settings) {
        boolean isInt8 = name.endsWith("_int8");
        String gpu = settings.getOrDefault("gpu_device", "");
        Backend backend = gpu.isEmpty() ? Backend.UNTOLD : gpu.equals("-1") ? Backend.CPU : Backend.GPU;
        String powersave = settings.getOrDefault("powersave", "0");
        String cores = powersave.equals("1") ? "little cores" : powersave.equals("2") ? "big cores" : "";
        String conditions = backend == Backend.GPU && !gpu.equals("0") ? (cores + " gpu " + gpu).strip() : cores;
        String threads = settings.getOrDefault("num_threads", "0");
        return ProfileKey.of(isInt8 ? name.substring(0, name.length() - 5) : name, isInt8 ? "int8" : "float")
                .on(device, backend)
                .by("ncnn")
                .in(isInt8 ? "int8" : "float")
                .batched(1)
                .threaded(threads.matches("\\d{1,4}") ? Integer.parseInt(threads) : 0)
                .under(conditions);
    }
}
