package io.gearshift.policies.trial;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.test.PackTests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs the tests beside a pack in a child JVM, limited in time and memory, so that neither many tests nor a hostile rule
 * cost the daemon anything. A verdict is kept by the hash of rules and tests: an unchanged pack is not tried twice.
 */
public final class Trial {

    /** {@link io.gearshift.policies.language.Problem#code()} of a test that does not pass. */
    public static final String TEST_FAILED = "test-failed";

    /** A thousand tests take two seconds; this is for a device ten times slower, or just as much busier. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final List<String> FLAGS = List.of(
            "-Xmx192m",
            "-Xss1m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Dfile.encoding=UTF-8",
            "-Djava.awt.headless=true");

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path stateDir;

    /** Keeps verdicts beside the built packs, in {@code stateDir/packs}. */
    public Trial(Path stateDir) {
        this.stateDir = stateDir.toAbsolutePath();
    }

    /**
     * Blocks, for as long as the tests take.
     *
     * @param pack its folder
     * @param hash of its rules as built
     * @return tests that passed; 0 when it has none
     * @throws PackException with every test that fails, or why they could not be run
     */
    public int run(Path pack, String hash) throws PackException {
        try {
            Map<String, String> texts = PackTests.texts(pack);
            if (texts.isEmpty()) {
                return 0;
            }
            Path kept = stateDir.resolve("packs").resolve(key(hash, texts) + ".tests.json");
            Verdict verdict = Files.exists(kept) ? JSON.readValue(kept.toFile(), Verdict.class) : tried(pack, kept);
            if (!verdict.hash().equals(hash)) {
                Files.deleteIfExists(kept);
                throw new PackException("policy pack " + pack + " changed while it was tested", "try again");
            }
            if (!verdict.failed().isEmpty()) {
                throw new PackException(pack.toString(), verdict.failed());
            }
            return verdict.passed();
        } catch (IOException e) {
            throw new PackException("the tests of policy pack " + pack + " cannot be run: " + e.getMessage(), "");
        }
    }

    private Verdict tried(Path pack, Path kept) throws PackException, IOException {
        Path work = Files.createTempDirectory(kept.getParent(), "trial-");
        Path result = work.resolve("verdict.json");
        Path output = work.resolve("output.txt");
        try {
            int exit = await(start(pack, result, output));
            if (exit != 0) {
                throw new PackException("the tests of " + pack + " ended with exit code " + exit, head(output));
            }
            Verdict verdict = JSON.readValue(result.toFile(), Verdict.class);
            Files.move(result, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return verdict;
        } finally {
            Files.deleteIfExists(result);
            Files.deleteIfExists(output);
            Files.deleteIfExists(work);
        }
    }

    private Process start(Path pack, Path result, Path output) throws IOException {
        String java = System.getProperty(
                "gearshift.java",
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String classPath = System.getProperty("gearshift.compiler.classpath", System.getProperty("java.class.path"));
        List<String> command = new java.util.ArrayList<>(List.of(java));
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", classPath, "io.gearshift.policies.trial.TrialMain"));
        for (Path path : List.of(stateDir, pack, result)) {
            command.add(path.toAbsolutePath().toString());
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    private static int await(Process process) throws PackException {
        try {
            if (process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new PackException("the pack's tests were stopped after " + LIMIT.toSeconds() + " s", "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PackException("the pack's tests were interrupted", "");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String head(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("SLF4J"))
                .findFirst()
                .orElse("");
    }

    private static String key(String hash, Map<String, String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(hash.getBytes(StandardCharsets.UTF_8));
            new TreeMap<>(texts).forEach((name, text) -> {
                digest.update((name + "\0" + text.length() + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
