package io.gearshift.policies.check;

import io.gearshift.policies.language.Checked;
import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleReader;
import io.gearshift.policies.language.Span;
import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.table.PackText;
import io.gearshift.policies.table.Places;
import io.gearshift.policies.table.RuleFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds every problem of a pack: its description, its rules one by one and together, and what the compiler refuses. */
public final class PackCheck {

    private static final String MANIFEST = "pack.yaml";
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::code);

    private final String pack;
    private final @Nullable Path folder;
    private final List<Problem> problems = new ArrayList<>();
    private final SortedMap<String, String> texts = new TreeMap<>();
    private final List<PackAnalysis.Placed> rules = new ArrayList<>();

    private PackCheck(String pack) {
        this.pack = pack;
        this.folder = BuiltIn.isName(pack) ? null : Path.of(pack);
    }

    /**
     * @param pack a built-in pack's name, or a folder
     * @param store compiles the pack when nothing else is wrong with it, for seconds; null leaves that out
     * @throws PackException when there is no such pack
     */
    public static CheckReport of(String pack, @Nullable PackStore store) throws PackException {
        PackCheck check = new PackCheck(pack);
        check.read();
        if (store != null && check.problems.stream().noneMatch(Problem::isError)) {
            check.compile(store);
        }
        List<Problem> problems =
                new ArrayList<>(check.problems.stream().map(PackCheck::coded).toList());
        problems.sort(ORDER);
        return new CheckReport(pack, check.folder, check.rules.size(), problems, check.texts);
    }

    private void read() throws PackException {
        manifest();
        List<RuleFile> files;
        try {
            files = PackText.of(PackSource.of(pack), problems);
        } catch (PackException e) {
            if (e.problems().isEmpty()) {
                throw e;
            }
            problems.addAll(e.problems());
            files = unread();
        }
        for (RuleFile file : files) {
            Checked checked = RuleReader.read(file.name(), file.text());
            checked.problems().forEach(problem -> problems.add(file.placed(problem)));
            if (file.places() == Places.SAME) {
                texts.put(file.name(), file.text());
            }
            checked.trees().forEach(rule -> rules.add(new PackAnalysis.Placed(file.name(), rule)));
        }
        sameNames(rules);
        if (problems.stream().noneMatch(Problem::isError)) {
            analyse(files);
        }
    }

    /** Only of rules without mistakes: what looks like a contradiction may be a slip of the pen. */
    private void analyse(List<RuleFile> files) {
        for (Problem problem : PackAnalysis.of(rules)) {
            files.stream()
                    .filter(file -> isOwn(file) && file.name().equals(problem.file()))
                    .findFirst()
                    .ifPresent(file -> problems.add(file.placed(problem)));
        }
    }

    /** That a pack makes an inherited rule useless is how packs are made stricter. */
    private static boolean isOwn(RuleFile file) {
        return file.name().indexOf('/') < 0;
    }

    private void compile(PackStore store) throws PackException {
        try {
            store.load(pack).close();
        } catch (PackException e) {
            if (e.problems().isEmpty()) {
                throw e;
            }
            problems.addAll(e.problems());
        }
    }

    /** What the reader of a pack's files says is about the description or about the files. */
    private static Problem coded(Problem problem) {
        if (!problem.code().equals(Problem.INVALID)) {
            return problem;
        }
        Code code = problem.file().endsWith(MANIFEST) ? Code.MANIFEST : Code.PACK;
        return new Problem(
                problem.file(),
                problem.line(),
                problem.column(),
                problem.length(),
                problem.severity(),
                code.id(),
                problem.message(),
                problem.hint());
    }

    /** Verdicts and reasons name rules, so a name is one rule in the whole pack. */
    private void sameNames(List<PackAnalysis.Placed> all) {
        Map<String, PackAnalysis.Placed> first = new HashMap<>();
        for (PackAnalysis.Placed rule : all) {
            PackAnalysis.Placed before = first.putIfAbsent(rule.rule().name(), rule);
            if (before != null && !before.file().equals(rule.file())) { // of one file its reader has said so
                problems.add(Problem.error(
                        rule.file(),
                        Span.of(rule.rule().at()),
                        Code.DUPLICATE_RULE,
                        "rule \"" + rule.rule().name() + "\" exists already in " + before.file() + ", line "
                                + before.rule().at().line(),
                        "give it another name"));
            }
        }
    }

    private void manifest() {
        Path file = folder == null ? null : folder.resolve(MANIFEST);
        if (file != null && Files.isRegularFile(file)) {
            texts.put(MANIFEST, text(file));
        }
    }

    /** Rule files as they lie there, when the pack's description cannot be read. */
    private List<RuleFile> unread() {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(".drl"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> new RuleFile(file.getFileName().toString(), text(file), Places.SAME))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // the pack's own reader has said so
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
