package io.gearshift.benchmarks;

import io.gearshift.benchmarks.ReplayBenchmark.Decider;
import io.gearshift.simulator.importer.ImportException;
import io.gearshift.simulator.importer.ImportedLog;
import io.gearshift.simulator.importer.Importers;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;

/**
 * {@link ReplayBenchmark} as device-seconds a second on one core; and what a log of a device costs to import, against counting its
 * lines, and to hold.
 */
final class Replays implements Subject {

    private static final int LINES = 40_000;

    @Override
    public List<Figure> measure(Settings settings) throws Exception {
        List<Figure> figures = new ArrayList<>(imports(settings));
        Collection<RunResult> results = Jmh.run(ReplayBenchmark.class.getName(), settings);
        for (String requests : List.of("1", "20")) {
            for (Decider decider : Decider.values()) {
                figures.add(speed(result(results, decider, requests), decider, requests));
            }
        }
        return figures;
    }

    private static RunResult result(Collection<RunResult> results, Decider decider, String requests) {
        return results.stream()
                .filter(result -> result.getParams().getParam("decider").equals(decider.name())
                        && result.getParams().getParam("requestsPerS").equals(requests))
                .findFirst()
                .orElseThrow();
    }

    private static Figure speed(RunResult result, Decider decider, String requests) {
        String name = decider.name().toLowerCase(Locale.ROOT) + ", " + requests + " requests/s, device-seconds";
        double speed = ReplayBenchmark.SECONDS / Jmh.at(result, 50);
        return switch (decider) {
            case RULES -> Figure.least(name, speed, "/s", 10_000);
            default -> Figure.least(name, speed, "/s", 100_000);
        };
    }

    private static List<Figure> imports(Settings settings) throws IOException, ImportException {
        Path log = Files.createDirectories(settings.work("replay")).resolve("tegrastats.log");
        tegrastats(log, settings.times(LINES));
        double megabytes = Files.size(log) / 1e6;
        List<Double> imports = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        long points = 0;
        for (int i = -2; i < settings.rounds(5); i++) {
            long begin = System.nanoTime();
            ImportedLog imported = new Importers().read(log, null);
            double seconds = (System.nanoTime() - begin) / 1e9;
            begin = System.nanoTime();
            try (Stream<String> lines = Files.lines(log)) {
                points = imported.readings().size();
                if (lines.mapToInt(String::length).sum() == 0) {
                    throw new IllegalStateException("no lines");
                }
            }
            if (i >= 0) {
                imports.add(megabytes / seconds);
                counts.add(megabytes / ((System.nanoTime() - begin) / 1e9));
            }
        }
        return List.of(
                Figure.info("import of a tegrastats log", Times.median(imports), "MB/s")
                        .over(Times.median(counts), "reading its lines"),
                Figure.info("a million imported points", heldBytes(log) / points, "MB"));
    }

    private static double heldBytes(Path log) throws IOException, ImportException {
        double before = used();
        ImportedLog imported = new Importers().read(log, null);
        double held = used() - before;
        if (imported.readings().isEmpty()) {
            throw new IllegalStateException("nothing imported");
        }
        return held;
    }

    private static double used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void tegrastats(Path log, int lines) throws IOException {
        try (Writer out = Files.newBufferedWriter(log)) {
            for (int i = 0; i < lines; i++) {
                out.write(String.format(
                        Locale.ROOT,
                        "04-19-2026 %02d:%02d:%02d RAM %d/7607MB (lfb 61x4MB) CPU [%d%%@1728,%d%%@1728,0%%@1728,9%%@1728]"
                                + " EMC_FREQ 0%%@3199 GR3D_FREQ %d%%@[1018] cpu@%.3fC gpu@%.3fC tj@%.3fC VDD_IN %dmW/5971mW%n",
                        i / 3600 % 24,
                        i / 60 % 60,
                        i % 60,
                        500 + i % 100,
                        i % 101,
                        i * 7 % 101,
                        i * 3 % 101,
                        40 + i % 300 / 10.0,
                        41 + i % 310 / 10.0,
                        42 + i % 320 / 10.0,
                        5000 + i % 2000));
            }
        }
    }
}
