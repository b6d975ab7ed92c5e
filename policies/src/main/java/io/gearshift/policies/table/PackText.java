package io.gearshift.policies.table;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackManifest.Mention;
import io.gearshift.policies.pack.PackReading;
import io.gearshift.policies.pack.PackSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The rules that hold in a pack. */
public final class PackText {

    private PackText() {}

    /**
     * Files of the packs it extends first, the farthest first of all, then its own, each pack's by name.
     *
     * @throws PackException with every problem
     */
    public static List<RuleFile> of(PackSource source) throws PackException {
        List<Problem> problems = new ArrayList<>();
        List<RuleFile> files = of(source, problems);
        if (!problems.isEmpty()) {
            throw new PackException(source.manifest().name(), problems);
        }
        return files;
    }

    /** The same; what is wrong is added to {@code problems}, and as much as can be read is given. */
    public static List<RuleFile> of(PackSource source, List<Problem> problems) {
        PackSource parent = source.parent();
        List<RuleFile> inherited = parent == null ? List.of() : of(parent, problems);
        boolean isInheritedKnown = parent != null && parent.isWhole() && areTablesSound(problems);
        List<RuleFile> own = own(source.label(), source.files(), problems);
        Set<String> gone = disabled(source, inherited, isInheritedKnown, problems);
        own.forEach(file -> gone.addAll(file.rules()));
        List<RuleFile> files = new ArrayList<>();
        inherited.stream()
                .map(file -> file.without(gone))
                .filter(file -> !file.rules().isEmpty())
                .forEach(files::add);
        files.addAll(own);
        return files;
    }

    /** Of what could be read. */
    public static List<RuleFile> of(PackReading reading, List<Problem> problems) {
        return of(reading.source(), problems);
    }

    private static List<RuleFile> own(String label, SortedMap<String, byte[]> files, List<Problem> problems) {
        List<RuleFile> own = new ArrayList<>();
        files.forEach((file, bytes) -> own.add(
                DecisionTable.isTable(file)
                        ? DecisionTable.read(label + file, bytes, problems)
                        : new RuleFile(label + file, new String(bytes, StandardCharsets.UTF_8), Places.SAME)));
        return own;
    }

    /** A broken table may hold rules of any name. */
    public static boolean areTablesSound(List<Problem> problems) {
        return problems.stream().noneMatch(problem -> problem.isError() && DecisionTable.isTable(problem.file()));
    }

    private static Set<String> disabled(
            PackSource source, List<RuleFile> inherited, boolean isInheritedKnown, List<Problem> problems) {
        List<String> known =
                inherited.stream().flatMap(file -> file.rules().stream()).toList();
        Set<String> disabled = new HashSet<>();
        for (Mention rule : source.manifest().disable()) {
            if (!disabled.add(rule.text()) || known.contains(rule.text()) || !isInheritedKnown) {
                continue;
            }
            problems.add(source.problem(
                    rule,
                    "disable: no rule named \"" + rule.text() + "\" is inherited",
                    Nearest.to(rule.text(), known)
                            .map(name -> "did you mean \"" + name + "\"?")
                            .orElse("names are those of the rules in " + names(inherited))));
        }
        return disabled;
    }

    private static String names(List<RuleFile> files) {
        return files.stream().map(RuleFile::name).collect(Collectors.joining(", "));
    }
}
