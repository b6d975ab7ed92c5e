package io.gearshift.policies.trial;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.core.text.Digest;
import io.gearshift.policies.pack.ChildJvm;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.test.PackTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tests beside a pack in a child JVM, limited in time and memory, so that neither many tests nor a hostile rule
 * cost the daemon anything. A verdict is kept by the hash of rules and tests: an unchanged pack is not tried twice.
 */
public final class Trial {

    /** {@link io.gearshift.policies.language.Problem#code()} of a test that does not pass. */
    public static final String TEST_FAILED = "test-failed";

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
            Verdict before = kept(kept);
            Verdict verdict = before == null ? tried(pack, kept) : before;
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

    /** Null when there is none, or one that a crash or a full disk left behind in pieces: then it is tried again. */
    private static @Nullable Verdict kept(Path file) {
        try {
            return Files.exists(file) ? JSON.readValue(file.toFile(), Verdict.class) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private Verdict tried(Path pack, Path kept) throws PackException, IOException {
        Path work = Files.createTempDirectory(kept.getParent(), "trial-");
        Path result = work.resolve("verdict.json");
        Path output = work.resolve("output.txt");
        try {
            int exit = run(pack, result, output);
            if (exit != 0) {
                List<String> said = ChildJvm.said(output);
                throw new PackException(
                        "the tests of " + pack + " ended with exit code " + exit, said.isEmpty() ? "" : said.get(0));
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

    private int run(Path pack, Path result, Path output) throws PackException, IOException {
        try {
            return ChildJvm.ofSystem()
                    .run(List.of(), TrialMain.class.getName(), List.of(stateDir, pack, result), output);
        } catch (ChildJvm.Stopped e) {
            throw new PackException(
                    "the tests of " + pack + " were " + e.getMessage(),
                    "give them fewer or shorter series, or split the pack's tests over several packs");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PackException("the pack's tests were interrupted", "");
        }
    }

    private static String key(String hash, Map<String, String> texts) {
        Digest digest = new Digest().add(hash);
        new TreeMap<>(texts).forEach((name, text) -> digest.add(name).add(text));
        return digest.hex();
    }
}
