package io.gearshift.policies.check;

import io.gearshift.policies.check.PackAnalysis.Placed;
import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleSyntax;
import io.gearshift.policies.language.Span;
import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackReading;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.table.PackRules;
import io.gearshift.policies.table.PackText;
import io.gearshift.policies.table.Places;
import io.gearshift.policies.table.RuleFile;
import io.gearshift.policies.test.PackTests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds every problem of a pack: its description, its files, its rules one by one and together, its tests, and what the
 * compiler refuses. What is broken does not keep the rest from being looked at.
 */
public final class PackCheck {

    private static final String MANIFEST = "pack.yaml";

    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::code);

    private final String pack;
    private final @Nullable Path folder;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final SortedMap<String, String> texts = new TreeMap<>();
    private int rules;

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
        List<Problem> problems = check.unallowed(new ArrayList<>(
                check.problems.stream().map(PackCheck::coded).distinct().toList()));
        problems.sort(ORDER);
        return new CheckReport(pack, check.folder, check.rules, problems, check.texts);
    }

    private List<Problem> unallowed(List<Problem> all) {
        List<Problem> left = all;
        for (var text : texts.entrySet()) {
            if (text.getKey().endsWith(".drl") && text.getKey().indexOf('/') < 0) {
                left = new Allowances(text.getKey(), text.getValue()).apply(left);
            }
        }
        return left;
    }

    private void read() throws PackException {
        PackReading reading = PackSource.reading(pack);
        problems.addAll(reading.problems());
        reading.files().forEach((file, bytes) -> {
            if (!file.endsWith(".xlsx") && !file.endsWith(".csv")) {
                texts.put(file, new String(bytes, StandardCharsets.UTF_8));
            }
        });
        List<Problem> found = new ArrayList<>();
        PackRules read = PackRules.of(PackText.of(reading, found));
        boolean areNamesKnown = reading.source().isWhole() && PackText.areTablesSound(found);
        boolean isComplete = reading.source().isWhole()
                && found.isEmpty()
                && read.parts().stream().allMatch(part -> part.checked().isWhole());
        boolean isSaidWhyEmpty = read.size() == 0 && !(reading.problems().isEmpty() && found.isEmpty());
        read.problems().stream()
                .filter(problem -> !isSaidWhyEmpty || !problem.code().equals(Code.PACK.id()))
                .forEach(problems::add);
        problems.addAll(found);
        rules = read.size();
        inherited(reading, read);
        read.parts().forEach(this::nothing);
        analyse(read, isComplete);
        read.parts().stream()
                .map(PackRules.Part::file)
                .filter(PackCheck::isOwn)
                .forEach(file -> problems.addAll(Ignored.rows(file)));
        if (folder != null) {
            tests(folder, read, areNamesKnown);
            Set<String> said = new LinkedHashSet<>();
            problems.forEach(problem -> said.add(problem.file()));
            problems.addAll(Ignored.files(folder, said));
        }
    }

    private void inherited(PackReading reading, PackRules read) {
        PackSource parent = reading.source().parent();
        if (parent == null) {
            return;
        }
        for (PackRules.Part part : read.parts()) {
            if (part.file().places() == Places.SAME) {
                texts.putIfAbsent(part.file().name(), part.file().text());
            }
        }
        List<String> names = PackText.of(parent, new ArrayList<>()).stream()
                .flatMap(file -> file.rules().stream())
                .toList();
        Overrides overrides = new Overrides(names);
        each(read, part -> isOwn(part.file()), (part, rule) -> {
            Problem problem = overrides.missed(part.file().name(), rule);
            if (problem != null) {
                problems.add(part.file().placed(problem));
            }
        });
    }

    /** A file of rules without one is most likely a file that was never finished. */
    private void nothing(PackRules.Part part) {
        boolean isEmpty =
                part.checked().trees().isEmpty() && part.checked().problems().isEmpty();
        if (rules > 0 && isOwn(part.file()) && part.file().places() == Places.SAME && isEmpty) {
            problems.add(Problem.warning(
                    part.file().name(),
                    new Span(1, 1, 1),
                    Code.EMPTY_FILE,
                    "this file holds no rule",
                    "write one: rule \"name\" when ... then ... end, or remove the file"));
        }
    }

    private void analyse(PackRules read, boolean isComplete) {
        List<Placed> all = new ArrayList<>();
        Set<RuleSyntax> sound = new LinkedHashSet<>();
        each(
                read,
                part -> true,
                (part, rule) ->
                        all.add(new Placed(part.file().name(), rule, part.file().places())));
        read.parts().forEach(part -> sound.addAll(part.checked().sound()));
        List<Placed> certain =
                all.stream().filter(placed -> sound.contains(placed.rule())).toList();
        for (Problem problem : PackAnalysis.of(certain, all, isComplete)) {
            read.parts().stream()
                    .map(PackRules.Part::file)
                    .filter(file -> isOwn(file) && file.name().equals(problem.file()))
                    .findFirst()
                    .ifPresent(file -> problems.add(file.placed(problem)));
        }
    }

    /** That a pack makes an inherited rule useless is how packs are made stricter. */
    private static boolean isOwn(RuleFile file) {
        return file.name().indexOf('/') < 0;
    }

    private interface ForRule {
        void take(PackRules.Part part, RuleSyntax rule);
    }

    private static void each(PackRules read, Predicate<PackRules.Part> which, ForRule action) {
        read.parts().stream()
                .filter(which)
                .forEach(part -> part.checked().trees().forEach(rule -> action.take(part, rule)));
    }

    /** Names of broken rules too: a test may well speak of them. Where rules are missing, it may speak of any. */
    private void tests(Path pack, PackRules read, boolean areNamesKnown) {
        List<String> names = read.parts().stream()
                .flatMap(part -> Stream.concat(
                        part.file().rules().stream(),
                        part.checked().trees().stream().map(RuleSyntax::name)))
                .distinct()
                .toList();
        PackTests.Checked tests = PackTests.check(pack, names);
        texts.putAll(tests.texts());
        tests.problems().stream()
                .filter(problem -> areNamesKnown || !problem.code().equals("unknown-rule"))
                .forEach(problems::add);
    }

    private void compile(PackStore store) {
        try {
            store.load(pack).close();
        } catch (PackException e) {
            problems.addAll(e.problems().isEmpty() ? List.of(notBuilt(e)) : e.problems());
        }
    }

    /** The machine did not let it be built: one problem more beside those of the text. */
    private static Problem notBuilt(PackException e) {
        return new Problem(MANIFEST, 0, 0, "cannot be built: " + e.reason(), e.advice()).as(Code.COMPILER);
    }

    /** What the readers of a pack's files say without a kind is about the description, the tests or the files. */
    private static Problem coded(Problem problem) {
        boolean isIgnored = problem.code().equals(Code.IGNORED.id());
        if (problem.file().startsWith(PackTests.FOLDER + "/") && !isIgnored) {
            return problem.as(Code.TEST);
        } else if (Code.of(problem.code()).isPresent()) {
            return problem;
        }
        return problem.as(problem.file().endsWith(MANIFEST) ? Code.MANIFEST : Code.PACK);
    }
}
