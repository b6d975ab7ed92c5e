package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Batterystats plugin of Android Runner writes: for every core, the screen and the radios intervals (s since the run
 * began) with the energy (J) that the phone's power profile gives them; grouped by component, not in order of time. Each second
 * of the run becomes a reading of the power of screen, radios and processor, and of each core's busy share.
 */
final class ComponentEnergyFormat implements LogFormat {

    private static final String HEADER =
            "Start Time (Seconds),End Time (Seconds),Duration (Seconds),Component,Energy Consumption (Joule)";
    private static final Pattern CORE = Pattern.compile("core (\\d+) cpu_(idle|frequency)(?: start)?");
    private static final Pattern OTHER = Pattern.compile("([a-z][\\w-]*)(?: [\\w -]+)?");
    private static final String NONE = "None";
    private static final int CELLS = 5;

    /** Runs take minutes; a damaged time must not make an endless one. */
    private static final double LONGEST_S = 86_400;

    /** Durations are differences of the two times, up to rounding. */
    private static final double ROUNDING_S = 1e-3;

    @Override
    public String name() {
        return "component energies (Android Runner)";
    }

    @Override
    public String device() {
        return "Android phone";
    }

    @Override
    public boolean recognises(LogHead head) {
        return head.lines().stream().limit(1).anyMatch(line -> line.strip().equals(HEADER));
    }

    @Override
    public void read(Path file, LogSink out) throws IOException {
        out.note("the log has no date: its seconds are counted from " + NO_CLOCK);
        out.note(
                "energies are of the phone's power profile, not of a meter, and none is told for a running core: the power is"
                        + " too low while cores run");
        out.note("a core counts as busy where the log names no idle state of it");
        Map<String, Seconds> energies = new TreeMap<>();
        Map<Integer, Seconds> idle = new TreeMap<>();
        LogText.lines(file, (number, line, isWhole) -> {
            if (number > 1 && !line.isBlank()) {
                row(line, number, isWhole, energies, idle, out);
            }
        });
        energies.forEach((component, seconds) -> seconds.each((second, at, share) ->
                out.add(seconds.line(), NO_CLOCK.plusMillis(at), Signal.POWER, component, share)));
        loads(idle, out);
    }

    private static void loads(Map<Integer, Seconds> idle, LogSink out) {
        Map<Long, double[]> totals = new TreeMap<>(); // at -> busy, cores, line
        idle.forEach((core, seconds) -> seconds.each((second, at, share) -> {
            double busy = Math.max(0, 1 - share);
            out.add(seconds.line(), NO_CLOCK.plusMillis(at), Signal.CPU_LOAD, String.valueOf(core), busy);
            double[] total = totals.computeIfAbsent(second, any -> new double[] {0, 0, at, seconds.line()});
            total[0] += busy;
            total[1]++;
        }));
        totals.values().stream()
                .filter(total -> total[1] == idle.size())
                .forEach(total -> out.add(
                        (long) total[3],
                        NO_CLOCK.plusMillis((long) total[2]),
                        Signal.CPU_LOAD,
                        "total",
                        total[0] / total[1]));
    }

    private static void row(
            String line,
            long number,
            boolean isWhole,
            Map<String, Seconds> energies,
            Map<Integer, Seconds> idle,
            LogSink out) {
        String[] cells = line.strip().split(",", -1);
        if (!isWhole || cells.length != CELLS) {
            out.refuse(
                    number, isWhole ? cells.length + " cells (expected: " + CELLS + ")" : "the file was cut off here");
            return;
        }
        try {
            double start = number("start", cells[0]);
            double end = number("end", cells[1]);
            if (end < start || end > LONGEST_S || Math.abs(end - start - number("duration", cells[2])) > ROUNDING_S) {
                throw new IllegalArgumentException("from " + cells[0] + " to " + cells[1] + " s, " + cells[2]
                        + " s long (expected: within a day, and as long as it lasts)");
            }
            component(cells[3], cells[4], start, end, number, energies, idle);
            out.understood(number);
        } catch (IllegalArgumentException e) {
            out.refuse(number, String.valueOf(e.getMessage()));
        }
    }

    private static void component(
            String name,
            String energy,
            double start,
            double end,
            long number,
            Map<String, Seconds> energies,
            Map<Integer, Seconds> idle) {
        double joule = energy.equals(NONE) ? 0 : number("energy", energy);
        Matcher core = CORE.matcher(name);
        Matcher other = OTHER.matcher(name);
        if (core.matches()) {
            boolean isIdle = core.group(2).equals("idle");
            idle.computeIfAbsent(Integer.valueOf(core.group(1)), any -> new Seconds())
                    .add(start, end, isIdle ? end - start : 0, number);
            energies.computeIfAbsent("cpu", any -> new Seconds()).add(start, end, joule, number);
        } else if (other.matches()) {
            energies.computeIfAbsent(other.group(1), any -> new Seconds()).add(start, end, joule, number);
        } else {
            throw new IllegalArgumentException("component: " + name + " (expected: a core, the screen, a radio)");
        }
    }

    private static double number(String what, String cell) {
        if (!cell.matches("\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?")) {
            throw new IllegalArgumentException(what + ": " + cell + " (expected: a number, not negative)");
        }
        return Double.parseDouble(cell);
    }
}
