package io.gearshift.policies.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process for work that must not cost the daemon anything, limited in memory and time: compiling rules, or running
 * those of a pack that is not proven yet.
 */
public final class ChildJvm {

    /** Compiling and testing take seconds; this is for a device ten times slower, or just as much busier. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final int MEMORY_MB = 192;

    /** With which a JVM ends that was told to end when its memory is full. */
    private static final int OUT_OF_MEMORY = 3;

    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    /** A built pack and what its build prints are larger than this. */
    private static final long LEAST_BYTES = 32 * 1024;

    private static final List<String> FLAGS = List.of(
            "-Xmx" + MEMORY_MB + "m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xss1m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Dfile.encoding=UTF-8",
            "-Djava.awt.headless=true");

    private final String java;
    private final String classPath;
    private final Duration limit;

    ChildJvm(String java, String classPath, Duration limit) {
        this.java = java;
        this.classPath = classPath;
        this.limit = limit;
    }

    /** As the launcher says; started without it, the Java and class path of this process. */
    public static ChildJvm ofSystem() {
        String own = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ChildJvm(
                System.getProperty("gearshift.java", own),
                System.getProperty("gearshift.compiler.classpath", System.getProperty("java.class.path")),
                LIMIT);
    }

    /**
     * Blocks until the process ends, which it does at the latest when this returns or throws.
     *
     * @param flags of this process alone
     * @param output a file for all that it prints
     * @return its exit code
     * @throws IOException when it does not start
     * @throws Stopped when it reached a limit
     */
    public int run(List<String> flags, String main, List<Path> arguments, Path output)
            throws IOException, Stopped, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(FLAGS);
        command.addAll(flags);
        command.addAll(ChildGuard.flags(limit));
        command.addAll(List.of("-cp", classPath, main));
        arguments.forEach(path -> command.add(path.toAbsolutePath().toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Stopped("stopped after " + limit.toSeconds() + " s");
            }
            if (process.exitValue() == OUT_OF_MEMORY) {
                throw new Stopped("stopped: it needs more than " + MEMORY_MB + " MB of memory");
            }
            return process.exitValue();
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit()
                .completeOnTimeout(process, LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Why a process was ended before it was done. */
    public static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;

        private Stopped(String why) {
            super(why);
        }
    }

    /** What it printed, without the logging library's greeting; on a full disk it could not even say so. */
    public static List<String> said(Path output) throws IOException {
        if (Files.getFileStore(output).getUsableSpace() < LEAST_BYTES) {
            return List.of("No space left on the disk of " + output);
        }
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("SLF4J"))
                .toList();
    }
}
