package io.gearshift.policies.build;

import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.policies.language.Bounds;
import io.gearshift.policies.language.Checked;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleReader;
import io.gearshift.policies.language.RuleSyntax;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackManifest;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.rules.CompiledPack;
import io.gearshift.policies.table.PackText;
import io.gearshift.policies.table.RuleFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the text of a pack into a built pack, or says everything that is wrong with it. */
public final class PackCompiler {

    private PackCompiler() {}

    /**
     * @throws PackException with every problem, each at its place in the author's text
     */
    public static CompiledPack compile(PackSource source) throws PackException {
        List<RuleInfo> rules = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        List<RuleSyntax> trees = new ArrayList<>();
        Map<RuleFile, String> sources = new LinkedHashMap<>();
        for (RuleFile file : PackText.of(source, problems)) {
            Checked checked = RuleReader.read(file.name(), file.text());
            checked.rules().forEach(rule -> rules.add(file.placed(rule)));
            checked.problems().forEach(problem -> problems.add(file.placed(problem)));
            trees.addAll(checked.trees());
            sources.put(file, checked.source());
        }
        sameNames(rules, problems);
        bounded(trees, problems);
        if (rules.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(".", 1, 1, "no rules", "write one: rule \"...\" when ... then ... end"));
        }
        refuse(source, problems);
        Drools.Result result = Drools.compile(sources.values());
        if (!result.messages().isEmpty()) {
            refuse(source, Refusals.of(sources, result.messages()));
        }
        PackManifest manifest = source.manifest();
        return new CompiledPack(
                new PolicyId(manifest.name(), manifest.version(), source.hash()),
                source.objective(),
                source.relaxation(),
                rules,
                result.modelClass(),
                result.classes());
    }

    /** Each rule is within its bounds; many of them together may not be. */
    private static void bounded(List<RuleSyntax> rules, List<Problem> problems) {
        if (rules.size() > Bounds.MOST_RULES) {
            problems.add(new Problem(
                    ".", 1, 1, rules.size() + " rules (expected: at most " + Bounds.MOST_RULES + ")", "merge some"));
        }
        long comparisons = rules.stream().mapToLong(Bounds::comparisons).sum();
        if (comparisons > Bounds.MOST_COMPARISONS_OF_PACK) {
            problems.add(new Problem(
                    ".",
                    1,
                    1,
                    "the rules together make " + comparisons + " comparisons on a device with many facts (expected: at"
                            + " most " + Bounds.MOST_COMPARISONS_OF_PACK + ")",
                    "combine candidates with candidates in fewer rules"));
        }
    }

    /** Verdicts and reasons name rules, so a name is one rule in the whole pack. */
    private static void sameNames(List<RuleInfo> rules, List<Problem> problems) {
        Map<String, RuleInfo> byName = new HashMap<>();
        for (RuleInfo rule : rules) {
            RuleInfo first = byName.putIfAbsent(rule.name(), rule);
            if (first != null && !first.file().equals(rule.file())) { // within one file the reader has said it
                problems.add(new Problem(
                        rule.file(),
                        rule.line(),
                        1,
                        "rule \"" + rule.name() + "\" exists already at " + first.file() + ":" + first.line(),
                        "give it another name"));
            }
        }
    }

    private static void refuse(PackSource source, List<Problem> problems) throws PackException {
        List<Problem> errors = problems.stream()
                .filter(Problem::isError)
                .distinct() // a table's header is in each of its rules
                .toList();
        if (!errors.isEmpty()) {
            throw new PackException(source.manifest().name(), errors);
        }
    }
}
