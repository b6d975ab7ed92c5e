package io.gearshift.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * From the call of the launcher to the first decision, on Java 17 and 25 when they are there; against a bare Vert.x
 * server with the same JVM flags. Both take turns.
 */
final class Starts implements Subject {

    private static final Path JDKS = Path.of("/usr/lib/jvm");

    @Override
    public List<Figure> measure(Settings settings) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (int feature : new int[] {17, 25}) {
            Path home = jdk(feature);
            if (home != null) {
                figures.addAll(of(feature, home, settings));
            }
        }
        return figures;
    }

    private static List<Figure> of(int feature, Path home, Settings settings) throws Exception {
        List<Double> bare = new ArrayList<>();
        List<Double> serving = new ArrayList<>();
        List<Double> decided = new ArrayList<>();
        List<Double> bareCpu = new ArrayList<>();
        List<Double> decidedCpu = new ArrayList<>();
        Path state = settings.work("daemon-state");
        for (int i = -1; i < settings.rounds(9); i++) {
            double bareMs;
            double bareCpuMs;
            try (DaemonProcess server = bare(feature, home, settings)) {
                bareMs = server.msUntil("http://");
                bareCpuMs = Machine.cpuSeconds(server.pid()) * 1e3;
            }
            try (DaemonProcess daemon = DaemonProcess.daemon(settings, settings.models(), state, home)) {
                double decidedMs = daemon.msUntil(": start with ");
                double decidedCpuMs = Machine.cpuSeconds(daemon.pid()) * 1e3;
                if (i >= 0) {
                    bareCpu.add(bareCpuMs);
                    decidedCpu.add(decidedCpuMs);
                    bare.add(bareMs);
                    decided.add(decidedMs);
                    serving.add(daemon.msUntil("http://"));
                } else {
                    daemon.awaitCalm(3);
                }
            }
        }
        double base = Times.median(bare);
        String name = "Java " + feature + ": start to ";
        return List.of(
                Figure.most(name + "first decision, 3 models", Times.median(decided), "ms", 700)
                        .over(base, "bare Vert.x"),
                Figure.info(name + "first decision, CPU time", Times.median(decidedCpu), "ms")
                        .over(Times.median(bareCpu), "bare Vert.x"),
                Figure.info(name + "serving HTTP", Times.median(serving), "ms").over(base, "bare Vert.x"));
    }

    private static DaemonProcess bare(int feature, Path home, Settings settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-Xss512k",
                "-XX:-UsePerfData",
                "-XX:ReservedCodeCacheSize=48m",
                "-Xms8m",
                "-Xmx160m",
                "-XX:TieredStopAtLevel=1"));
        if (feature >= 25) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        Path target = settings.root().resolve("benchmarks/target");
        command.addAll(List.of("-cp", target.resolve("classes") + ":" + target.resolve("lib") + "/*"));
        command.add(BareServer.class.getName());
        return DaemonProcess.start(command, Map.of());
    }

    private static @org.jspecify.annotations.Nullable Path jdk(int feature) throws IOException {
        if (Runtime.version().feature() == feature) {
            return Path.of(System.getProperty("java.home"));
        }
        if (!Files.isDirectory(JDKS)) {
            return null;
        }
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(JDKS)) {
            for (Path home : homes) {
                Path release = home.resolve("release");
                if (Files.isReadable(release)) {
                    try (Stream<String> lines = Files.lines(release)) {
                        if (lines.anyMatch(line -> line.startsWith("JAVA_VERSION=\"" + feature))) {
                            return home;
                        }
                    }
                }
            }
        }
        return null;
    }
}
