package io.gearshift.policies.trial;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.core.text.Digest;
import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.pack.ChildJvm;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.UnpackedBundle;
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
     * What is tried.
     *
     * @param folder of the text and the tests
     * @param shown as people name it
     * @param hash of its text
     * @param code names what the rules were built to
     * @param state folder that has built them
     */
    private record Subject(Path folder, String shown, String hash, String code, Path state) {}

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
            return run(new Subject(pack, pack.toString(), hash, hash, stateDir));
        } catch (IOException e) {
            throw PackException.passing("the tests of policy pack " + pack + " cannot be run: " + e.getMessage());
        }
    }

    /**
     * The same for the tests that a bundle carries.
     *
     * @param hash of its rules as built
     * @param isAsBuilt try the code in it; otherwise what was built from its text here
     */
    public int run(Bundle bundle, String hash, boolean isAsBuilt) throws PackException {
        String shown = bundle.head().name() + " " + bundle.head().version();
        try (UnpackedBundle unpacked = UnpackedBundle.of(bundle, stateDir)) {
            Path folder = unpacked.folder();
            if (!isAsBuilt) {
                return run(new Subject(folder, shown, hash, hash, stateDir));
            }
            unpacked.carry(bundle);
            return run(new Subject(folder, shown, hash, bundle.digest(), unpacked.work()));
        } catch (IOException e) {
            throw PackException.passing("the tests of policy bundle " + shown + " cannot be run: " + e.getMessage());
        }
    }

    private int run(Subject subject) throws PackException, IOException {
        Map<String, String> texts = PackTests.texts(subject.folder());
        if (texts.isEmpty()) {
            return 0;
        }
        Path kept = stateDir.resolve("packs").resolve(key(subject.code(), texts) + ".tests.json");
        Verdict before = kept(kept);
        Verdict verdict = before == null ? tried(subject, kept) : before;
        if (!verdict.hash().equals(subject.hash())) {
            Files.deleteIfExists(kept);
            throw new PackException("policy pack " + subject.shown() + " changed while it was tested", "try again");
        }
        if (!verdict.failed().isEmpty()) {
            throw new PackException(subject.shown(), verdict.failed());
        }
        return verdict.passed();
    }

    /** Null when there is none, or one that a crash or a full disk left behind in pieces: then it is tried again. */
    private static @Nullable Verdict kept(Path file) {
        try {
            return Files.exists(file) ? JSON.readValue(file.toFile(), Verdict.class) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static Verdict tried(Subject subject, Path kept) throws PackException, IOException {
        Path work = Files.createTempDirectory(kept.getParent(), "trial-");
        Path result = work.resolve("verdict.json");
        Path output = work.resolve("output.txt");
        try {
            int exit = run(subject, result, output);
            if (exit != 0) {
                List<String> said = ChildJvm.said(output);
                throw new PackException(
                        "the tests of " + subject.shown() + " ended with exit code " + exit,
                        said.isEmpty() ? "" : said.get(0));
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

    private static int run(Subject subject, Path result, Path output) throws PackException, IOException {
        try {
            return ChildJvm.ofSystem()
                    .run(
                            List.of(),
                            TrialMain.class.getName(),
                            List.of(subject.state(), subject.folder(), result),
                            output);
        } catch (ChildJvm.Stopped e) {
            throw new PackException(
                    "the tests of " + subject.shown() + " were " + e.getMessage(),
                    "give them fewer or shorter series, or split the pack's tests over several packs");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PackException.passing("the pack's tests were interrupted");
        }
    }

    private static String key(String code, Map<String, String> texts) {
        Digest digest = new Digest().add(code);
        new TreeMap<>(texts).forEach((name, text) -> digest.add(name).add(text));
        return digest.hex();
    }
}
