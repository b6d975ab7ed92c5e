package io.gearshift.policies.table;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackManifest.Mention;
import io.gearshift.policies.pack.PackSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
        List<RuleFile> own = own(source, problems);
        Set<String> gone = disabled(source, inherited, problems);
        own.forEach(file -> gone.addAll(file.rules()));
        List<RuleFile> files = new ArrayList<>();
        inherited.stream()
                .map(file -> file.without(gone))
                .filter(file -> !file.rules().isEmpty())
                .forEach(files::add);
        files.addAll(own);
        return files;
    }

    private static List<RuleFile> own(PackSource source, List<Problem> problems) {
        List<RuleFile> own = new ArrayList<>();
        source.files().forEach((file, bytes) -> {
            String name = source.label() + file;
            own.add(
                    DecisionTable.isTable(file)
                            ? DecisionTable.read(name, bytes, problems)
                            : new RuleFile(name, source.text(file), Places.SAME));
        });
        return own;
    }

    private static Set<String> disabled(PackSource source, List<RuleFile> inherited, List<Problem> problems) {
        List<String> known =
                inherited.stream().flatMap(file -> file.rules().stream()).toList();
        Set<String> disabled = new HashSet<>();
        for (Mention rule : source.manifest().disable()) {
            if (!disabled.add(rule.text()) || known.contains(rule.text())) {
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
