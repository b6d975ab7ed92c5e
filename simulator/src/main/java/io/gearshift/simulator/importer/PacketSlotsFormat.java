package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a link could deliver, as mahimahi takes it: one line for each packet of 1500 bytes, with its millisecond since the
 * start. A second without a line is an outage, of 0 bit/s. Source: mahimahi's manual, mm-link(1).
 */
final class PacketSlotsFormat implements LogFormat {

    private static final Pattern SLOT = Pattern.compile("\\d{1,10}");
    private static final double PACKET_BIT = 1500 * 8.0;
    private static final long WINDOW_MS = 1000;

    /** Of the lines at the beginning, whose last one may be cut by where the beginning ends. */
    private static final double MOST_BROKEN = 0.2;

    private static final int FEWEST = 2;

    /** A packet's slot, and its line. */
    private record Slot(long line, long ms) {}

    @Override
    public String name() {
        return "packet slots (mahimahi)";
    }

    @Override
    public String device() {
        return "network link";
    }

    @Override
    public boolean recognises(LogHead head) {
        List<String> lines = head.lines().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        long slots = lines.stream().filter(line -> SLOT.matcher(line).matches()).count();
        return slots >= FEWEST && lines.size() - slots <= MOST_BROKEN * lines.size();
    }

    @Override
    public void read(Path file, LogSink out) throws IOException {
        List<Slot> slots = new ArrayList<>();
        Moments order = new Moments();
        LogText.lines(file, (number, text, isWhole) -> slot(number, text.strip(), slots, order, out));
        Set<Long> wrong = order.wrong().stream().map(Refused::line).collect(Collectors.toSet());
        slots.removeIf(slot -> wrong.contains(slot.line()));
        boolean isUp = file.toString().endsWith(".up");
        out.note("the file does not say the direction; "
                + (isUp ? "its name ends in .up: away from the device" : "it was taken to be towards the device"));
        windows(slots, SensorId.of(isUp ? Signal.NETWORK_BANDWIDTH_UP : Signal.NETWORK_BANDWIDTH_DOWN), out);
    }

    private static void slot(long line, String text, List<Slot> slots, Moments order, LogSink out) {
        if (text.isEmpty()) {
            return;
        }
        if (!SLOT.matcher(text).matches()) {
            out.refuse(line, "no millisecond of a packet: " + (text.length() > 60 ? text.substring(0, 60) : text));
            return;
        }
        long ms = Long.parseLong(text);
        Instant at = NO_CLOCK.plusMillis(ms);
        if (out.moment(line, at)) {
            order.add(line, at);
            slots.add(new Slot(line, ms));
        }
    }

    /** A reading for each whole second; it holds from the second's start. */
    private static void windows(List<Slot> slots, SensorId sensor, LogSink out) {
        long end = slots.isEmpty() ? 0 : slots.get(slots.size() - 1).ms() + 1;
        int next = 0;
        for (long window = 0; (window + 1) * WINDOW_MS <= end; window++) {
            int first = next;
            while (next < slots.size() && slots.get(next).ms() < (window + 1) * WINDOW_MS) {
                next++;
            }
            long line = slots.get(Math.min(next, slots.size() - 1)).line();
            double bitPerS = (next - first) * PACKET_BIT * 1000 / WINDOW_MS;
            out.add(line, new Reading(sensor, bitPerS, NO_CLOCK.plusMillis(window * WINDOW_MS), ""));
        }
        if (next < slots.size()) {
            Duration rest = Duration.ofMillis(end % WINDOW_MS);
            out.note("the last " + rest.toMillis() + " ms are no whole second and were left out");
        }
    }
}
