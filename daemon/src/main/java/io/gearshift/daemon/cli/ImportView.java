package io.gearshift.daemon.cli;

import io.gearshift.simulator.importer.Channel;
import io.gearshift.simulator.importer.ImportedLog;
import io.gearshift.simulator.importer.ImportedRecording;
import io.gearshift.simulator.importer.Refused;
import io.gearshift.simulator.importer.Request;
import io.gearshift.simulator.replay.Gaps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came out of a log, for eyes. */
final class ImportView {

    private static final int REFUSED = 10;

    private ImportView() {}

    static String render(ImportedRecording recording, @Nullable Path out) {
        ImportedLog log = recording.log();
        StringBuilder text = new StringBuilder(String.format(
                "%s: %s of %s%n  %s to %s (%s), %d readings%s, sha256 %s%n%n",
                log.file(),
                log.format(),
                log.device(),
                log.startedAt(),
                log.endedAt(),
                Words.duration(log.length()),
                log.readings().size(),
                requests(log.requests()),
                log.sha256().substring(0, 12)));
        if (!log.channels().isEmpty()) {
            text.append(channels(log.channels())).append('\n');
        }
        gaps(text, recording.gaps());
        recording
                .assumptions()
                .forEach(note -> text.append("assumed: ").append(note).append('\n'));
        refused(text, log);
        if (out != null) {
            text.append("written to ").append(out).append('\n');
        }
        return text.toString();
    }

    /** With what their answers took, where the log says it. */
    private static String requests(List<Request> requests) {
        double[] latencies = requests.stream()
                .map(Request::latencyMs)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        String count = requests.isEmpty() ? "" : ", " + requests.size() + " requests";
        if (latencies.length == 0) {
            return count;
        }
        double first = latencies[0];
        Arrays.sort(latencies);
        return String.format(
                Locale.ROOT,
                "%s answered in %s to %s ms (median %s, the first %s)",
                count,
                Words.significant(latencies[0]),
                Words.significant(latencies[latencies.length - 1]),
                Words.significant(latencies[latencies.length / 2]),
                Words.significant(first));
    }

    private static void gaps(StringBuilder text, Gaps gaps) {
        if (gaps.count() > 0) {
            text.append("left out: ")
                    .append(Words.duration(gaps.total()))
                    .append(" without readings, in ")
                    .append(gaps.count())
                    .append(gaps.count() == 1 ? " gap" : " gaps")
                    .append("; no requests are assumed there\n");
        }
    }

    static String channels(List<Channel> channels) {
        TextTable table = new TextTable(Set.of(1, 2, 3, 4), "channel", "values", "least", "most", "every", "gaps");
        for (Channel channel : channels) {
            String unit = channel.sensor().signal().unit().name();
            table.row(
                    channel.sensor().toString(),
                    String.valueOf(channel.values()),
                    Words.reading(channel.least(), unit),
                    Words.reading(channel.most(), unit),
                    channel.isHeld() ? "change" : every(channel.typical()),
                    channel.gaps() == 0 ? "" : channel.gaps() + ", longest " + Words.duration(channel.longestGap()));
        }
        return table.render("  ");
    }

    private static String every(Duration typical) {
        return typical.compareTo(Duration.ofSeconds(60)) < 0
                ? String.format(Locale.ROOT, "%.1fs", typical.toMillis() / 1000.0)
                : Words.duration(typical);
    }

    private static void refused(StringBuilder text, ImportedLog log) {
        if (log.refusedCount() == 0) {
            text.append("refused: nothing\n");
            return;
        }
        text.append("refused: ").append(log.refusedCount()).append('\n');
        for (Refused line : log.refused().stream().limit(REFUSED).toList()) {
            text.append(String.format("  %s:%d: %s%n", log.file(), line.line(), line.why()));
        }
        if (log.refusedCount() > REFUSED) {
            text.append("  and ").append(log.refusedCount() - REFUSED).append(" more (--format json lists them)\n");
        }
    }
}
