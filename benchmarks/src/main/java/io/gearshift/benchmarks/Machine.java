package io.gearshift.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What the kernel says of this machine and of a process on it. */
final class Machine {

    private Machine() {}

    /** Processes that wanted to run, mean of the last minute. */
    static double load() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    /** CPU time of a process, also of its threads that have ended, s; to 10 ms. */
    static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0; // utime, stime in USER_HZ
    }

    /** How often each of its threads went to sleep so far, so was woken. */
    static Map<String, Long> wakeUps(long pid) throws IOException {
        Map<String, Long> byThread = new HashMap<>();
        each(
                pid,
                "status",
                (thread, text) -> byThread.put(
                        thread + " " + text.lines().findFirst().orElse(""), field(text, "voluntary_ctxt_switches")));
        return byThread;
    }

    static long threads(long pid) throws IOException {
        return sum(pid, "schedstat", text -> 1);
    }

    static double residentMb(long pid) throws IOException {
        return field(Files.readString(Path.of("/proc", Long.toString(pid), "status")), "VmRSS") * 1024 / 1e6;
    }

    private static long field(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private interface Reader {
        long read(String text);
    }

    private static long sum(long pid, String file, Reader reader) throws IOException {
        long[] sum = new long[1];
        each(pid, file, (thread, text) -> sum[0] += reader.read(text));
        return sum[0];
    }

    private static void each(long pid, String file, BiConsumer<String, String> action) throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads) {
                String text;
                try {
                    text = Files.readString(thread.resolve(file));
                } catch (IOException e) {
                    continue; // it ended just now
                }
                action.accept(thread.getFileName().toString(), text);
            }
        }
    }
}
