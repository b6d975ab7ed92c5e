package io.gearshift.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every way of deriving a variant of the sample models, by the real command: size, latency, accuracy or cosine beside the
 * parent's, and time and peak memory of the command.
 *
 * <p>Inputs are halves of the sample inputs, one to calibrate on, one to compare on. {@code BENCH_DERIVE_DATA} names a folder
 * with larger ones: {@code MODEL/calibrate}, {@code MODEL/test} and, with labels, {@code MODEL/labels.txt}.
 */
final class Derivations implements Subject {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long POLL_MILLIS = 20;

    /** @param options blank-separated */
    private record Case(String model, String options) {
        @Override
        public String toString() {
            return model + " " + options;
        }
    }

    private static final List<Case> CASES = List.of(
            new Case("fashion", "--fp16"),
            new Case("fashion", "--int8"),
            new Case("fashion", "--int8 --weights-only"),
            new Case("fashion", "--prune 0.4"),
            new Case("fashion", "--prune 0.4 --int8"),
            new Case("fashion", "--prune 0.5 --sparse unstructured"),
            new Case("fashion", "--prune 0.5 --sparse 2:4"),
            new Case("fashion", "--prune 0.5 --sparse 2:4 --int8"),
            new Case("commands", "--fp16"),
            new Case("commands", "--int8"),
            new Case("commands", "--prune 0.2"),
            new Case("commands", "--prune 0.2 --int8"),
            new Case("minilm", "--fp16"),
            new Case("minilm", "--int8 --dynamic"),
            new Case("minilm", "--int8"),
            new Case("minilm", "--int8 --weights-only"),
            new Case("minilm", "--prune 0.1"));

    private static final int SMOKE_CASES = 2;

    @Override
    public List<Figure> measure(Settings settings) throws Exception {
        List<Figure> figures = new ArrayList<>();
        Path work = settings.work("derive");
        delete(work);
        Path models = Files.createDirectories(work.resolve("models"));
        DerivationInputs inputs = DerivationInputs.find(settings, work);
        for (Case one : settings.isSmoke() ? CASES.subList(0, SMOKE_CASES) : CASES) {
            Path parent = settings.models().resolve(one.model());
            if (!Files.exists(models.resolve(one.model()))) {
                copy(parent, models.resolve(one.model()));
            }
            figures.addAll(of(one, settings, models, inputs, figures.size()));
        }
        return figures;
    }

    private static List<Figure> of(Case one, Settings settings, Path models, DerivationInputs inputs, int number)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(settings.root().resolve("gearshift").toString(), "models", "derive", one.model() + "/full"));
        command.addAll(List.of(one.options().split(" ")));
        command.addAll(List.of("--registry", models.toString(), "--as", "derived-" + number, "--format", "json"));
        command.addAll(inputs.options(one.model()));
        Run run = run(command);
        if (run.exitCode() != 0) {
            // What the command said stands above; one that is refused is a result, too.
            return List.of(Figure.info(one + ": refused, exit code", run.exitCode(), ""));
        }
        JsonNode json = JSON.readTree(run.output());
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.info(one + ": size", json.path("bytes").asDouble() / 1e3, "kB")
                .over(json.path("parentBytes").asDouble() / 1e3, "parent"));
        if (json.has("gzipBytes")) {
            figures.add(Figure.info(one + ": with gzip", json.path("gzipBytes").asDouble() / 1e3, "kB")
                    .over(json.path("parentGzipBytes").asDouble() / 1e3, "parent"));
        }
        Path published = settings.models().resolve(one.model()).resolve("int8.onnx");
        if (one.options().startsWith("--int8") && Files.exists(published)) {
            figures.add(Figure.info(one + ": size", json.path("bytes").asDouble() / 1e3, "kB")
                    .over(Files.size(published) / 1e3, "published int8"));
        }
        figures.add(
                Figure.info(one + ": latency, 1 thread", json.path("latencyMs").asDouble(), "ms")
                        .over(json.path("parentMs").asDouble(), "parent"));
        if (json.path("testAccuracy").isNumber()) {
            figures.add(Figure.info(
                            one + ": accuracy", 100 * json.path("testAccuracy").asDouble(), "%")
                    .over(100 * json.path("parentTestAccuracy").asDouble(), "parent"));
        }
        figures.add(Figure.info(
                one + ": 1 - mean cosine", 1 - json.path("meanCosine").asDouble(), ""));
        figures.add(Figure.info(one + ": energy", json.path("energyMj").asDouble(), "mJ")
                .over(json.path("parentEnergyMj").asDouble(), "parent"));
        figures.add(Figure.info(one + ": time to derive", run.seconds(), "s"));
        figures.add(Figure.info(one + ": peak memory to derive", run.peakBytes() / 1e6, "MB"));
        return figures;
    }

    private record Run(int exitCode, String output, double seconds, long peakBytes) {}

    private static Run run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("derive", ".json");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("GEARSHIFT_SKIP_BUILD", "1");
        long start = System.nanoTime();
        Process process = builder.start();
        long peak = 0;
        while (process.isAlive()) {
            peak = Math.max(peak, peakBytes(process.pid()));
            Thread.sleep(POLL_MILLIS);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        String text = Files.readString(output);
        Files.delete(output);
        return new Run(process.exitValue(), text, seconds, peak);
    }

    /** What the process has had resident at most so far; 0 when it has ended. */
    private static long peakBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
