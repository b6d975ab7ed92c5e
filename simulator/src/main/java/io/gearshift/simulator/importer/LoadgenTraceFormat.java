package io.gearshift.simulator.importer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Trace events as MLPerf's loadgen writes them ({@code mlperf_log_trace.json}): each query with its time and latency. One event a
 * line and no strict JSON, as some events have doubled quotes, so that it is read line by line.
 */
final class LoadgenTraceFormat implements LogFormat {

    private static final Pattern QUERY = Pattern.compile(
            "\"name\":\"Sample\".*\"ph\":\"b\".*\"ts\":(-?\\d+(?:\\.\\d+)?),.*\"issue_start_ns\":(\\d{1,18}),\"complete_ns\":(\\d{1,18})[,}]");
    private static final Pattern BEGUN = Pattern.compile("\"name\":\"Sample\".*\"ph\":\"b\"");
    private static final Pattern EVENT = Pattern.compile("^\\{\"name\":.*\\},?$");

    /** What holds the events together, before the first and after the last. */
    private static final Pattern FRAME = Pattern.compile("^(\\{\"traceEvents\":\\[|\\]?[,}]?|\"\\w+\":.*[,{\"]?)$");

    @Override
    public String name() {
        return "MLPerf loadgen trace";
    }

    @Override
    public String device() {
        return "device under test";
    }

    @Override
    public boolean recognises(LogHead head) {
        String text = head.text();
        return text.contains("\"traceEvents\"")
                && (text.contains("loadgen") || BEGUN.matcher(text).find());
    }

    @Override
    public void read(Path file, LogSink out) throws IOException {
        LogText.lines(file, (number, text, isWhole) -> line(number, text.strip(), out));
        out.note("the queries came back to back, each when the one before was answered: this is the device's own pace");
    }

    private static void line(long number, String text, LogSink out) {
        Matcher query = QUERY.matcher(text);
        if (query.find()) {
            query(number, query, out);
        } else if (BEGUN.matcher(text).find()) {
            out.refuse(number, "a query without its times: " + LogText.shortened(text));
        } else if (EVENT.matcher(text).matches() || FRAME.matcher(text).matches()) {
            out.understood(number);
        } else {
            out.refuse(number, "no trace event: " + LogText.shortened(text));
        }
    }

    private static void query(long number, Matcher query, LogSink out) {
        Instant at = NO_CLOCK.plusNanos(Math.round(Double.parseDouble(query.group(1)) * 1e3));
        long latencyNs = Long.parseLong(query.group(3)) - Long.parseLong(query.group(2));
        if (latencyNs < 0) {
            out.refuse(number, "a query that was answered before it was asked: " + latencyNs + " ns");
        } else if (out.moment(number, at)) {
            out.request(number, at, latencyNs / 1e6);
        }
    }
}
