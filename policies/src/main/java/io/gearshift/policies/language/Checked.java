package io.gearshift.policies.language;

import io.gearshift.core.policy.RuleInfo;
import java.util.List;

/**
 * What a file of rules holds.
 *
 * @param rules the rules that could be read, in the order of the file
 * @param trees the same as syntax trees
 * @param sound those of them in which nothing is wrong
 * @param isWhole every rule of the file could be read
 * @param problems every mistake, by position; with any, {@code source} must not be compiled
 * @param source the text for the rule compiler, line for line the author's: comments are blanked, and constants carry
 *     their type ({@code HOT} becomes {@code Heat.HOT}), which Drools cannot find out for itself
 */
public record Checked(
        List<RuleInfo> rules,
        List<RuleSyntax> trees,
        List<RuleSyntax> sound,
        boolean isWhole,
        List<Problem> problems,
        String source) {

    public Checked {
        rules = List.copyOf(rules);
        trees = List.copyOf(trees);
        sound = List.copyOf(sound);
        problems = List.copyOf(problems);
    }
}
