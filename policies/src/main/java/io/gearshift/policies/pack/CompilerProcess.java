package io.gearshift.policies.pack;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.policies.code.CodeCheck;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.rules.CompiledPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
     * Builds the pack in {@code folder} into {@code jar}; {@code work} is a folder for this build alone. What came out is
     * read back, and checked to be code that rules compile to.
     *
     * @throws PackException with the pack's problems, or why the build did not run to its end
     */
    CompiledPack build(Path folder, Path jar, Path work) throws PackException, IOException {
        Path problems = work.resolve("problems.json");
        Path output = work.resolve("output.txt");
        int exit = run(List.of(folder, jar, problems), work, output);
        if (exit != 0) {
            List<Problem> found = problems(problems);
            throw found.isEmpty()
                    ? PackException.passing("the rule compiler ended with exit code " + exit, tail(output))
                    : new PackException(folder.toString(), found);
        }
        CompiledPack pack = PackJar.read(Files.readAllBytes(jar));
        List<String> refused = CodeCheck.refusals(pack.classes());
        if (!refused.isEmpty()) {
            throw new PackException(
                    "policy pack " + folder + " compiles to what no rule may do:\n  " + String.join("\n  ", refused),
                    "the rules were accepted before: please report them, with this text");
        }
        return pack;
    }

    private int run(List<Path> arguments, Path work, Path output) throws PackException {
        List<String> flags = new ArrayList<>(FLAGS);
        flags.add("-Djava.io.tmpdir=" + work);
        try {
            return jvm.run(flags, MAIN, arguments, output);
        } catch (IOException e) {
            throw PackException.passing(
                    "the rule compiler does not start: " + e.getMessage(),
                    "it needs a Java process of its own; build the pack elsewhere with: gearshift policy build");
        } catch (ChildJvm.Stopped e) {
            throw new PackException(
                    "the rule compiler was " + e.getMessage(),
                    "this machine is too busy, or the pack too large: try again when it has less to do, take fewer rules or"
                            + " smaller tables, or build it on another machine with: gearshift policy build");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PackException.passing("the rule compiler was interrupted");
        }
    }

    private static List<Problem> problems(Path file) throws IOException {
        return Files.exists(file) ? List.of(JSON.readValue(file.toFile(), Problem[].class)) : List.of();
    }

    private static String tail(Path output) throws IOException {
        return ChildJvm.said(output).stream().limit(3).collect(Collectors.joining("\n  "));
    }
}
