package io.gearshift.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the daemon costs when nobody asks it anything: processor, wake-ups, memory, threads; without models and with the samples. */
final class Idle implements Subject {

    private static final long SETTLE_SECONDS = 15;
    private static final long SECONDS = 60;

    @Override
    public List<Figure> measure(Settings settings) throws Exception {
        List<Figure> figures = new ArrayList<>();
        long window = settings.isSmoke() ? 10 : SECONDS;
        try (DaemonProcess none = DaemonProcess.daemon(settings, null, settings.work("idle-state"), null);
                DaemonProcess three =
                        DaemonProcess.daemon(settings, settings.models(), settings.work("daemon-state"), null)) {
            none.address();
            three.awaitCalm(3);
            Thread.sleep((settings.isSmoke() ? 2 : SETTLE_SECONDS) * 1000);
            Sample noneBefore = Sample.of(none.pid());
            Sample threeBefore = Sample.of(three.pid());
            Thread.sleep(window * 1000);
            figures.addAll(figures("no models", noneBefore, Sample.of(none.pid()), 80.0));
            figures.addAll(figures("3 models", threeBefore, Sample.of(three.pid()), null));
        }
        return figures;
    }

    private record Sample(long at, double cpuSeconds, Map<String, Long> wakeUps, double residentMb, long threads) {

        static Sample of(long pid) throws Exception {
            return new Sample(
                    System.nanoTime(),
                    Machine.cpuSeconds(pid),
                    Machine.wakeUps(pid),
                    Machine.residentMb(pid),
                    Machine.threads(pid));
        }
    }

    private static List<Figure> figures(String what, Sample from, Sample to, @Nullable Double mostMb) {
        double seconds = (to.at - from.at) / 1e9;
        double percent = (to.cpuSeconds - from.cpuSeconds) / seconds * 100;
        String name = "idle, " + what + ": ";
        Figure resident = mostMb == null
                ? Figure.info(name + "resident memory", to.residentMb, "MB")
                : Figure.most(name + "resident memory", to.residentMb, "MB", mostMb);
        return List.of(
                Figure.most(name + "CPU, of one core", percent, "%", 0.3),
                Figure.info(name + "wake-ups", wakeUps(from, to) / seconds, "/s"),
                resident,
                Figure.info(name + "threads", to.threads, ""));
    }

    /** A thread that ended meanwhile is not counted. */
    private static long wakeUps(Sample from, Sample to) {
        long sum = 0;
        for (Map.Entry<String, Long> thread : to.wakeUps.entrySet()) {
            long count = thread.getValue() - from.wakeUps.getOrDefault(thread.getKey(), 0L);
            sum += count;
        }
        return sum;
    }
}
