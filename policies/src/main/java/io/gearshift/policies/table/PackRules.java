package io.gearshift.policies.table;

import io.gearshift.policies.language.Bounds;
import io.gearshift.policies.language.Checked;
import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleReader;
import io.gearshift.policies.language.RuleSyntax;
import io.gearshift.policies.language.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules that hold in a pack, read and checked against the vocabulary and against each other.
 *
 * @param parts a file each, in their order
 * @param problems each once, at its place; a table's header is in each of the table's rules
 */
public record PackRules(List<Part> parts, List<Problem> problems) {

    /** Where a problem of the whole pack is said. */
    private static final String MANIFEST = "pack.yaml";

    /** One file. */
    public record Part(RuleFile file, Checked checked) {}

    public PackRules {
        parts = List.copyOf(parts);
        problems = List.copyOf(problems);
    }

    public static PackRules of(List<RuleFile> files) {
        List<Part> parts = new ArrayList<>();
        Set<Problem> problems = new LinkedHashSet<>();
        for (RuleFile file : files) {
            Part part = new Part(file, RuleReader.read(file.name(), file.text(), file::placeOf));
            parts.add(part);
            part.checked().problems().forEach(problem -> problems.add(file.placed(problem)));
        }
        sameNames(parts, problems);
        bounded(parts, problems);
        if (problems.isEmpty()
                && parts.stream().allMatch(part -> part.checked().trees().isEmpty())) {
            problems.add(new Problem(
                    MANIFEST,
                    0,
                    0,
                    0,
                    Problem.Severity.ERROR,
                    Code.PACK.id(),
                    "the pack has no rules",
                    "write one: rule \"...\" when ... then ... end"));
        }
        return new PackRules(parts, List.copyOf(problems));
    }

    /** Rules that could be read, those with mistakes included. */
    public int size() {
        return parts.stream().mapToInt(part -> part.checked().trees().size()).sum();
    }

    private record First(RuleFile file, String place) {}

    /** Verdicts and reasons name rules, so a name is one rule in the whole pack. Within a file its reader has said it. */
    private static void sameNames(List<Part> parts, Set<Problem> problems) {
        Map<String, First> byName = new HashMap<>();
        for (Part part : parts) {
            for (RuleSyntax rule : part.checked().trees()) {
                First here = new First(
                        part.file(), part.file().nameAndPlaceOf(rule.at().line()));
                First first = byName.putIfAbsent(rule.name(), here);
                if (first != null && !first.file().equals(part.file()) && isFirstOf(rule, part)) {
                    problems.add(part.file()
                            .placed(Problem.error(
                                    part.file().name(),
                                    Span.of(rule.at()),
                                    Code.DUPLICATE_RULE,
                                    "rule \"" + rule.name() + "\" exists already at " + first.place(),
                                    "give it another name")));
                }
            }
        }
    }

    private static boolean isFirstOf(RuleSyntax rule, Part part) {
        return part.checked().trees().stream()
                .filter(other -> other.name().equals(rule.name()))
                .findFirst()
                .filter(rule::equals)
                .isPresent();
    }

    /** Each rule is within its bounds; many of them together may not be. */
    private static void bounded(List<Part> parts, Set<Problem> problems) {
        List<RuleSyntax> rules =
                parts.stream().flatMap(part -> part.checked().trees().stream()).toList();
        if (rules.size() > Bounds.MOST_RULES) {
            tooLarge(problems, rules.size() + " rules (expected: at most " + Bounds.MOST_RULES + ")", "merge some");
        }
        long comparisons = rules.stream().mapToLong(Bounds::comparisons).sum();
        boolean isSaid = problems.stream().anyMatch(p -> p.code().equals(Code.TOO_MANY_COMBINATIONS.id()));
        if (comparisons > Bounds.MOST_COMPARISONS_OF_PACK && !isSaid) {
            tooLarge(
                    problems,
                    "the rules together make " + comparisons + " comparisons on a device with many facts (expected: at"
                            + " most " + Bounds.MOST_COMPARISONS_OF_PACK + ")",
                    "combine candidates with candidates in fewer rules");
        }
    }

    private static void tooLarge(Set<Problem> problems, String message, String hint) {
        problems.add(new Problem(MANIFEST, 0, 0, 0, Problem.Severity.ERROR, Code.TOO_LARGE.id(), message, hint));
    }
}
