package io.gearshift.simulator.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Results of MLPerf Tiny as EnergyRunner prints them: throughput, energy or accuracy of one model on one board. */
final class EnergyRunnerFormat implements ProfileFormat {

    private static final Pattern THROUGHPUT = Pattern.compile(".*Median throughput is\\s+(\\S+)\\s+(\\S+?)\\s*");
    private static final Pattern ENERGY = Pattern.compile(".*Median energy cost is\\s+(\\S+)\\s+(\\S+?)\\s*");
    private static final Pattern WINDOW_ENERGY = Pattern.compile(".*Energy/Inf\\.?\\s*:\\s*(\\S+)\\s+(\\S+?)\\s*");
    private static final Pattern POWER = Pattern.compile(".*\\bPower\\s*:\\s*(\\S+)\\s+(\\S+?)\\s*");
    private static final Pattern ACCURACY = Pattern.compile(".*\\b(Top-1|AUC):\\s*(\\S+)\\s*");

    private record Told(long line, double value) {}

    @Override
    public String name() {
        return "MLPerf Tiny results (EnergyRunner)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("ulp-ml");
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        Submission submission = Submission.of(file);
        ProfileKey key = ProfileKey.of(submission.model(), TinyNames.build(submission.device()))
                .on(TinyNames.board(submission.device()), Backend.UNTOLD)
                .in(TinyNames.precision(submission.device()))
                .batched(1)
                .under(submission.by());
        out.note(
                "model and board of MLPerf Tiny results are from the path; a latency there is one over the median throughput");
        if (file.has("Energy/Inf") || file.has("Median energy cost")) {
            energy(file, key, out);
        } else if (file.has("hroughput")) {
            throughput(file, key, out);
        } else {
            accuracy(file, key, out);
        }
    }

    /** Runs for energy have a clock of their own: their throughput is not the board's best. */
    private static void energy(ProfileFile file, ProfileKey key, ProfileSink out) {
        List<Told> medians = told(file, ENERGY, "energy cost is", "mJ", out);
        List<Told> windows = told(file, WINDOW_ENERGY, "Energy/Inf", "mJ", out);
        List<Told> found = medians.isEmpty() ? windows : medians;
        add(found, key, Figure.ENERGY_MJ, medians.isEmpty() ? "median of the windows" : "median", out);
        add(told(file, POWER, "Power  ", "W", out), key, Figure.POWER_W, "median of the windows", out);
        if (found.isEmpty()) {
            out.refuse(1, "no energy in it that can be read");
        }
    }

    private static void throughput(ProfileFile file, ProfileKey key, ProfileSink out) {
        List<Told> found = told(file, THROUGHPUT, "Median throughput", "inf./sec.", out);
        if (found.isEmpty()) {
            out.refuse(1, "no median throughput in it that can be read");
        } else if (found.get(0).value() > 0) {
            Told first = found.get(0);
            out.add(first.line(), key, Figure.THROUGHPUT_PER_S, first.value(), "median");
            out.add(first.line(), key, Figure.LATENCY_P50_MS, 1000 / first.value(), "one over the median throughput");
        } else {
            out.refuse(found.get(0).line(), "throughput " + found.get(0).value() + " (expected: more than 0)");
        }
    }

    /** Anomaly detection is judged by the area under its curve, all else by the share of right answers. */
    private static void accuracy(ProfileFile file, ProfileKey key, ProfileSink out) {
        String metric = key.model().equals("ad") ? "AUC" : "Top-1";
        boolean isFound = false;
        for (int i = 0; i < file.lines().size(); i++) {
            Matcher line = ACCURACY.matcher(file.lines().get(i));
            if (line.matches() && line.group(1).equals(metric)) {
                isFound = true;
                String unit = metric.equals("AUC") ? "" : "%";
                Cells.add(out, i + 1L, key, Figure.ACCURACY, line.group(2), unit, metric, metric);
            }
        }
        if (!isFound) {
            out.refuse(1, "no " + metric + " in it");
        }
    }

    private static List<Told> told(ProfileFile file, Pattern pattern, String sign, String unit, ProfileSink out) {
        List<Told> all = new ArrayList<>();
        for (int i = 0; i < file.lines().size(); i++) {
            String text = file.lines().get(i);
            Matcher line = pattern.matcher(text);
            if (line.matches()) {
                try {
                    OptionalDouble value = Amount.parse(line.group(1) + " " + line.group(2), unit);
                    if (value.isPresent()) {
                        all.add(new Told(i + 1L, value.getAsDouble()));
                    }
                } catch (Amount.Unreadable e) {
                    out.refuse(i + 1L, e.why());
                }
            } else if (text.contains(sign)) {
                out.refuse(i + 1L, "the line is broken: " + text.strip());
            }
        }
        return all;
    }

    private static void add(List<Told> found, ProfileKey key, Figure figure, String note, ProfileSink out) {
        if (!found.isEmpty()) {
            double[] sorted = found.stream().mapToDouble(Told::value).sorted().toArray();
            out.add(found.get(0).line(), key, figure, sorted[sorted.length / 2], note);
        }
    }
}
