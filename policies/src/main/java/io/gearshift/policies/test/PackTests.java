package io.gearshift.policies.test;

import io.gearshift.core.policy.Policy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The tests beside a pack's rules, {@code tests/*.yaml}. Needs nothing but the built policy and their text. */
public final class PackTests {

    /** Within a pack's folder. */
    public static final String FOLDER = "tests";

    /** Far above any readable file of tests; protects memory from a wrong folder. */
    private static final long MAX_FILE_BYTES = 4 << 20;

    private PackTests() {}

    /**
     * Runs every test of the pack, in the order of files and of the tests in them. The policy is called on this thread.
     *
     * @throws IOException when a file cannot be read
     */
    public static TestReport run(Policy policy, Path pack) throws IOException {
        return run(policy, texts(pack));
    }

    /** @param texts by the name that results show, e.g. {@code tests/heat.yaml} */
    public static TestReport run(Policy policy, Map<String, String> texts) {
        return run(policy, texts, name -> true);
    }

    /** @param filter by file and test, {@code tests/heat.yaml: hot device takes int8} */
    public static TestReport run(Policy policy, Map<String, String> texts, Predicate<String> filter) {
        long start = System.nanoTime();
        List<TestResult> results = new ArrayList<>();
        new TreeMap<>(texts).forEach((file, text) -> {
            for (PackTest test : TestReader.read(file, text, policy.rules())) {
                if (filter.test(file + ": " + test.name())) {
                    results.add(TestRun.of(test, policy));
                }
            }
        });
        return new TestReport(policy.id(), results, (System.nanoTime() - start) / 1e9);
    }

    /**
     * The text of every file of tests, by name within the pack; none when there is no such folder.
     *
     * @throws IOException when one cannot be read, is not UTF-8, or is too large
     */
    public static SortedMap<String, String> texts(Path pack) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        Path folder = pack.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return texts;
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(path ->
                            path.toString().endsWith(".yaml") || path.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            texts.put(FOLDER + "/" + file.getFileName(), text(file));
        }
        return texts;
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException(file + " is larger than " + MAX_FILE_BYTES + " bytes; split it");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8 text; save it as UTF-8", e);
        }
    }
}
