package io.gearshift.policies.pack;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.policies.language.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds a pack in a child JVM, limited in time and memory, so that neither a slow nor a hostile pack costs the daemon. */
final class CompilerProcess {

    private static final String MAIN = "io.gearshift.policies.build.PackCompilerMain";

    /** A cold build takes 3 to 7 CPU-seconds; this is for a device ten times slower, or just as much busier. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final List<String> FLAGS = List.of(
            "-Xmx192m",
            "-Xss1m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Dfile.encoding=UTF-8",
            "-Djava.awt.headless=true",
            "-Ddrools.externaliseCanonicalModelLambda=true");

    /** What a problem says of itself, such as that it is an error, is written but not read. */
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final String java;
    private final String classPath;
    private final Duration limit;

    CompilerProcess(String java, String classPath, Duration limit) {
        this.java = java;
        this.classPath = classPath;
        this.limit = limit;
    }

    /** As the launcher says; started without it, the Java and class path of this process. */
    static CompilerProcess ofSystem() {
        String java = System.getProperty("gearshift.java");
        String classPath = System.getProperty("gearshift.compiler.classpath");
        return new CompilerProcess(
                java != null
                        ? java
                        : Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString(),
                classPath != null ? classPath : System.getProperty("java.class.path"),
                LIMIT);
    }

    /**
     * Builds the pack in {@code folder} into {@code jar}; {@code work} is a folder for this build alone.
     *
     * @throws PackException with the pack's problems, or why the build did not run to its end
     */
    void build(Path folder, Path jar, Path work) throws PackException, IOException {
        Path problems = work.resolve("problems.json");
        Path output = work.resolve("output.txt");
        List<String> command = Stream.of(
                        Stream.of(java),
                        FLAGS.stream(),
                        Stream.of("-Djava.io.tmpdir=" + work, "-cp", classPath, MAIN),
                        Stream.of(folder, jar, problems)
                                .map(p -> p.toAbsolutePath().toString()))
                .flatMap(s -> s)
                .toList();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        int exit = await(start(builder));
        if (exit != 0) {
            List<Problem> found = problems(problems);
            throw found.isEmpty()
                    ? new PackException("the rule compiler ended with exit code " + exit, tail(output))
                    : new PackException(folder.toString(), found);
        }
    }

    private Process start(ProcessBuilder builder) throws PackException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new PackException(
                    "the rule compiler does not start: " + e.getMessage(),
                    "it needs a Java process of its own; build the pack elsewhere with: gearshift policy build");
        }
    }

    private int await(Process process) throws PackException {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new PackException(
                    "the rule compiler was stopped after " + limit.toSeconds() + " s",
                    "the device is too busy, or the pack too large: split it, or build it elsewhere");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PackException("the rule compiler was interrupted", "");
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<Problem> problems(Path file) throws IOException {
        return Files.exists(file) ? List.of(JSON.readValue(file.toFile(), Problem[].class)) : List.of();
    }

    private static @Nullable String firstError(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("OutOfMemoryError"))
                .findFirst()
                .orElse(null);
    }

    private static String tail(Path output) throws IOException {
        List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("SLF4J"))
                .toList();
        String memory = firstError(lines);
        return memory != null ? memory : lines.stream().limit(3).collect(Collectors.joining("\n  "));
    }
}
