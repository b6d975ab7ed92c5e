package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * Azure's record of how the speed of rented machines wanders (TUNA, EuroSys 2025): one benchmark run a line, in operations a
 * second over its runtime (s), of many machines mixed and not in order of time. The speed is known when a run ends.
 */
final class MachineSpeedFormat implements LogFormat {

    private static final String HEADER = "value,runtime,starttime,VM_id";
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final int CELLS = 4;
    private static final double LONGEST_RUN_S = 86_400;

    @Override
    public String name() {
        return "speed of rented machines (CSV)";
    }

    @Override
    public String device() {
        return "Azure machines";
    }

    @Override
    public boolean recognises(LogHead head) {
        return head.lines().stream().limit(1).anyMatch(line -> line.strip().equals(HEADER));
    }

    @Override
    public void read(Path file, LogSink out) throws IOException {
        out.note("the log's clock has no time zone: UTC was assumed");
        LogText.lines(file, (number, line, isWhole) -> {
            if (number > 1 && !line.isBlank()) {
                row(line.strip().split(",", -1), number, isWhole, out);
            }
        });
    }

    private static void row(String[] cells, long number, boolean isWhole, LogSink out) {
        if (!isWhole || cells.length != CELLS) {
            String why = isWhole ? cells.length + " cells (expected: " + CELLS + ")" : "the file was cut off here";
            out.refuse(number, why);
            return;
        }
        try {
            double seconds = number("runtime", cells[1]);
            double speed = number("value", cells[0]);
            if (!(seconds > 0 && seconds <= LONGEST_RUN_S && speed > 0)) {
                throw new IllegalArgumentException(
                        "value " + cells[0] + " in " + cells[1] + " s (expected: more than 0, within a day)");
            }
            number("VM_id", cells[3]);
            Instant start = LocalDateTime.parse(cells[2].replace(' ', 'T')).toInstant(ZoneOffset.UTC);
            out.understood(number);
            out.add(number, start.plusMillis(Math.round(1000 * seconds)), Signal.REMOTE_SPEED, "vm" + cells[3], speed);
        } catch (DateTimeException e) {
            out.refuse(number, "no time: " + cells[2]);
        } catch (IllegalArgumentException e) {
            out.refuse(number, String.valueOf(e.getMessage()));
        }
    }

    private static double number(String what, String cell) {
        if (!NUMBER.matcher(cell).matches()) {
            throw new IllegalArgumentException(what + ": " + cell + " (expected: a number, not negative)");
        }
        return Double.parseDouble(cell);
    }
}
