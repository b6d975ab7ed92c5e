package io.gearshift.policies.test;

import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.policies.document.ContainedFile;
import io.gearshift.policies.document.Utf8;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.test.TestResult.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tests beside a pack's rules, {@code tests/*.yaml}. Needs nothing but the built policy and their text. */
public final class PackTests {

    /** Within a pack's folder. */
    public static final String FOLDER = "tests";

    /** Far above any readable file of tests; protects memory from a wrong folder. */
    private static final int MAX_FILE_BYTES = 4 << 20;

    private static final int MAX_BYTES = 8 << 20;
    private static final int MAX_FILES = 200;

    /** Failures that tell what would have to be different: each may take thousands of decisions. */
    private static final int MOST_HINTS = 3;

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
        return run(policy, List.of(texts), null, filter);
    }

    /**
     * Tests are inherited as rules are: one that is named like a test of a pack that extends replaces it. Of packs above the
     * parent, those tests count that hold for the parent: what it changes by intent is not this pack's doing.
     *
     * @param texts of the pack, then of each pack that it extends, nearest first
     * @param parent the policy of the pack that it extends; null when {@code texts} go no further
     */
    public static TestReport run(
            Policy policy, List<Map<String, String>> texts, @Nullable Policy parent, Predicate<String> filter) {
        long start = System.nanoTime();
        List<PackTest> tests = new ArrayList<>();
        Set<String> replaced = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            Set<String> kept = i > 1 && parent != null ? kept(texts.get(i), parent) : Set.of();
            Set<String> names = new HashSet<>();
            for (PackTest test : read(texts.get(i), policy)) {
                names.add(test.group());
                boolean isOurs = i < 2 || parent == null || kept.contains(id(test));
                if (isOurs && !replaced.contains(test.group())) {
                    tests.add(test);
                }
            }
            replaced.addAll(names);
        }
        List<TestResult> results = new ArrayList<>();
        AtomicInteger hints = new AtomicInteger(MOST_HINTS);
        for (PackTest test : tests) {
            if (filter.test(id(test))) {
                results.add(TestRun.of(test, policy, () -> hints.getAndDecrement() > 0));
            }
        }
        return new TestReport(policy.id(), results, tests.size(), (System.nanoTime() - start) / 1e9);
    }

    private static Set<String> kept(Map<String, String> texts, Policy parent) {
        Set<String> kept = new HashSet<>();
        for (PackTest test : read(texts, parent)) {
            if (TestRun.of(test, parent).status() == Status.PASSED) {
                kept.add(id(test));
            }
        }
        return kept;
    }

    private static List<PackTest> read(Map<String, String> texts, Policy policy) {
        List<String> rules = policy.rules().stream().map(RuleInfo::name).toList();
        List<PackTest> tests = new ArrayList<>();
        new TreeMap<>(texts).forEach((file, text) -> tests.addAll(TestReader.read(file, text, rules)));
        return tests;
    }

    private static String id(PackTest test) {
        return test.file() + ": " + test.name();
    }

    /**
     * The tests of a pack, and with {@code isInherited} of those that it extends, nearest first; what results name is
     * {@code tests/heat.yaml}, and {@code default/tests/heat.yaml} of a parent.
     *
     * @throws IOException when a file cannot be read
     */
    public static List<Map<String, String>> texts(PackSource source, boolean isInherited) throws IOException {
        List<Map<String, String>> layers = new ArrayList<>();
        for (PackSource pack : isInherited ? source.chain() : List.of(source)) {
            SortedMap<String, String> labelled = new TreeMap<>();
            texts(pack).forEach((file, text) -> labelled.put(pack.label() + file, text));
            layers.add(labelled);
        }
        return layers;
    }

    private static SortedMap<String, String> texts(PackSource pack) throws IOException {
        Path folder = pack.folder();
        return folder == null ? BuiltIn.tests(pack.manifest().name()) : texts(folder);
    }

    /**
     * What is wrong with files of tests as they are written; no test is run.
     *
     * @param texts by name, as far as they are text
     */
    public record Checked(SortedMap<String, String> texts, List<Problem> problems) {}

    /** @param rules names that tests may speak of */
    public static Checked check(Path pack, List<String> rules) {
        List<Problem> problems = new ArrayList<>();
        SortedMap<String, String> texts = texts(pack, problems);
        texts.forEach(
                (name, text) -> TestReader.read(name, text, rules).forEach(test -> problems.addAll(test.problems())));
        return new Checked(texts, problems);
    }

    private static SortedMap<String, String> texts(Path pack, List<Problem> problems) {
        SortedMap<String, String> texts = new TreeMap<>();
        long size = 0;
        for (Path file : files(pack, problems)) {
            String name = FOLDER + "/" + file.getFileName();
            byte[] bytes = bytes(pack, file, name, problems);
            size += bytes == null ? 0 : bytes.length;
            if (size > MAX_BYTES) {
                problems.add(new Problem(FOLDER, 0, 0, "holds over " + (MAX_BYTES >> 20) + " MiB", "take fewer tests"));
                return texts;
            }
            if (bytes != null) {
                texts.put(name, new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    private static byte @Nullable [] bytes(Path pack, Path file, String name, List<Problem> problems) {
        if (!ContainedFile.isPlainName(String.valueOf(file.getFileName()))) {
            problems.add(new Problem(
                    name, 0, 0, "has a name that is not shown, or not carried, as it is", ContainedFile.plainNames()));
            return null;
        }
        try {
            byte[] bytes = ContainedFile.read(pack, file, MAX_FILE_BYTES);
            Problem problem = Utf8.problem(name, bytes);
            if (problem == null) {
                return bytes;
            }
            problems.add(problem);
        } catch (ContainedFile.Refused e) {
            problems.add(new Problem(name, 0, 0, String.valueOf(e.getMessage()), e.hint()));
        } catch (IOException e) {
            problems.add(new Problem(name, 0, 0, "cannot be read", "it should be a file that this user may read"));
        }
        return null;
    }

    private static List<Path> files(Path pack, List<Problem> problems) {
        Path folder = pack.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files =
                    entries.filter(PackTests::isTests).limit(MAX_FILES + 1L).toList();
            if (files.size() <= MAX_FILES) {
                return files.stream().sorted().toList();
            }
            problems.add(new Problem(FOLDER, 0, 0, "holds over " + MAX_FILES + " files of tests", "merge some"));
        } catch (IOException e) {
            problems.add(new Problem(FOLDER, 0, 0, "cannot be listed", "give read and execute permission"));
        }
        return List.of();
    }

    /**
     * The text of every file of tests, by name within the pack; none when there is no such folder.
     *
     * @throws IOException when one cannot be read, is not UTF-8, or is too large
     */
    public static SortedMap<String, String> texts(Path pack) throws IOException {
        List<Problem> problems = new ArrayList<>();
        SortedMap<String, String> texts = texts(pack, problems);
        if (!problems.isEmpty()) {
            throw new IOException(problems.get(0).toString());
        }
        return texts;
    }

    /** What editors keep beside an open file, such as {@code .#heat.yaml}, is none. */
    private static boolean isTests(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
    }
}
