package io.gearshift.policies.pack;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.policies.language.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds a pack in a child JVM, limited in time and memory, so that neither a slow nor a hostile pack costs the daemon. */
final class CompilerProcess {

    private static final String MAIN = "io.gearshift.policies.build.PackCompilerMain";

    private static final List<String> FLAGS = List.of("-Ddrools.externaliseCanonicalModelLambda=true");

    /** What a problem says of itself, such as that it is an error, is written but not read. */
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final ChildJvm jvm;

    CompilerProcess(String java, String classPath, Duration limit) {
        this(new ChildJvm(java, classPath, limit));
    }

    private CompilerProcess(ChildJvm jvm) {
        this.jvm = jvm;
    }

    static CompilerProcess ofSystem() {
        return new CompilerProcess(ChildJvm.ofSystem());
    }

    /**
     * Builds the pack in {@code folder} into {@code jar}; {@code work} is a folder for this build alone.
     *
     * @throws PackException with the pack's problems, or why the build did not run to its end
     */
    void build(Path folder, Path jar, Path work) throws PackException, IOException {
        Path problems = work.resolve("problems.json");
        Path output = work.resolve("output.txt");
        int exit = run(List.of(folder, jar, problems), work, output);
        if (exit != 0) {
            List<Problem> found = problems(problems);
            throw found.isEmpty()
                    ? new PackException("the rule compiler ended with exit code " + exit, tail(output))
                    : new PackException(folder.toString(), found);
        }
    }

    private int run(List<Path> arguments, Path work, Path output) throws PackException {
        List<String> flags = new ArrayList<>(FLAGS);
        flags.add("-Djava.io.tmpdir=" + work);
        try {
            return jvm.run(flags, MAIN, arguments, output);
        } catch (IOException e) {
            throw new PackException(
                    "the rule compiler does not start: " + e.getMessage(),
                    "it needs a Java process of its own; build the pack elsewhere with: gearshift policy build");
        } catch (TimeoutException e) {
            throw new PackException(
                    "the rule compiler was " + e.getMessage(),
                    "the device is too busy, or the pack too large: split it, or build it elsewhere");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PackException("the rule compiler was interrupted", "");
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
        List<String> lines = ChildJvm.said(output);
        String memory = firstError(lines);
        return memory != null ? memory : lines.stream().limit(3).collect(Collectors.joining("\n  "));
    }
}
