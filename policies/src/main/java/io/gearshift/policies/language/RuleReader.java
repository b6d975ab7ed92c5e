package io.gearshift.policies.language;

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

    private static final Comparator<Problem> BY_POSITION =
            Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

    private RuleReader() {}

    /** @param file name for messages and {@link RuleInfo} */
    public static Checked read(String file, String text) {
        List<Problem> problems = new ArrayList<>();
        Report report = new Report(file, problems);
        Lexer lexer = new Lexer(file, text, problems);
        List<Token> tokens = lexer.tokens();
        List<RuleInfo> rules = new ArrayList<>();
        List<RuleSyntax> trees = new ArrayList<>();
        Checker checker = new Checker(file, report);
        Map<String, Integer> lines = new HashMap<>();
        for (Parser.Read read : new Parser(report, tokens).rules()) {
            RuleSyntax rule = read.rule();
            Integer first = lines.putIfAbsent(rule.name(), rule.at().line());
            if (first != null) {
                report.problem(
                        Code.DUPLICATE_RULE,
                        rule.at(),
                        "a rule named \"" + rule.name() + "\" is already at line " + first,
                        "give each rule its own name");
            }
            RuleInfo info = checker.check(rule, read.lost());
            if (read.isWhole()) {
                Bounds.check(rule, report);
                rules.add(info);
                trees.add(rule);
            }
        }
        problems.sort(BY_POSITION);
        return new Checked(rules, trees, problems, report.apply(lexer.blanked()));
    }
}
