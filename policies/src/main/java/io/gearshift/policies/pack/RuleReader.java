package io.gearshift.policies.pack;

import io.gearshift.core.policy.RuleInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and checks a file of rules ({@code .drl}).
 *
 * <p>It has its own grammar, of exactly what a policy may say. Drools accepts much more, reports only the first mistake of
 * a file with line -1 or against generated code, and takes a text compared with a number without a word; and what it
 * compiles is Java, so that any statement a reader does not know is a way out of the sandbox. What this class does not
 * understand is refused, and Drools only ever sees text that it understood.
 */
public final class RuleReader {

    private static final Comparator<PackProblem> BY_POSITION =
            Comparator.comparingInt(PackProblem::line).thenComparingInt(PackProblem::column);

    private RuleReader() {}

    /** @param file name for messages and {@link RuleInfo} */
    public static Checked read(String file, String text) {
        List<PackProblem> problems = new ArrayList<>();
        LintReport report = new LintReport(file, problems);
        LintLexer lexer = new LintLexer(file, text, problems);
        List<LintToken> tokens = lexer.tokens();
        List<RuleInfo> rules = new ArrayList<>();
        LintChecker checker = new LintChecker(file, report);
        Map<String, Integer> lines = new HashMap<>();
        for (LintRule rule : new LintParser(file, tokens, problems).rules()) {
            Integer first = lines.putIfAbsent(rule.name(), rule.at().line());
            if (first != null) {
                report.problem(
                        rule.at(),
                        "a rule named \"" + rule.name() + "\" is already at line " + first,
                        "give each rule its own name");
            }
            rules.add(checker.check(rule));
        }
        problems.sort(BY_POSITION);
        return new Checked(rules, problems, report.apply(lexer.blanked()));
    }
}
