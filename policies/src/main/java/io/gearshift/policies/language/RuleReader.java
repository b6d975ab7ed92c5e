package io.gearshift.policies.language;

import io.gearshift.core.policy.RuleInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

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
        return read(file, text, line -> "at line " + line);
    }

    /** @param placeOf where a reader finds a line of the text, as in {@code at line 3} or {@code in cell A6} */
    public static Checked read(String file, String text, IntFunction<String> placeOf) {
        List<Problem> problems = new ArrayList<>();
        Report report = new Report(file, problems);
        Lexer lexer = new Lexer(file, text, problems);
        List<Token> tokens = lexer.tokens();
        List<RuleInfo> rules = new ArrayList<>();
        List<RuleSyntax> trees = new ArrayList<>();
        Checker checker = new Checker(file, report);
        Map<String, Integer> lines = new HashMap<>();
        List<Parser.Read> reads = new Parser(report, tokens).rules();
        for (Parser.Read read : reads) {
            RuleSyntax rule = read.rule();
            Integer first = lines.putIfAbsent(rule.name(), rule.at().line());
            if (first != null && !rule.name().isBlank()) {
                report.problem(
                        Code.DUPLICATE_RULE,
                        rule.at(),
                        "a rule named \"" + rule.name() + "\" is already " + placeOf.apply(first),
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
        boolean isWhole = trees.size() == reads.size() && problems.stream().noneMatch(RuleReader::isOutside);
        return new Checked(
                rules, trees, sound(trees, reads, problems), isWhole, problems, report.apply(lexer.blanked()));
    }

    /** Something between two rules may have been meant as one. */
    private static boolean isOutside(Problem problem) {
        return problem.code().equals(Code.COMMENT.id()) || problem.message().endsWith(Parser.OUTSIDE);
    }

    /** A rule ends where the next one begins. */
    private static List<RuleSyntax> sound(List<RuleSyntax> trees, List<Parser.Read> reads, List<Problem> problems) {
        NavigableSet<Integer> begins = new TreeSet<>();
        reads.forEach(read -> begins.add(read.rule().at().line()));
        Set<Integer> broken = new HashSet<>();
        problems.stream().filter(Problem::isError).forEach(problem -> {
            Integer begin = begins.floor(problem.line());
            if (begin != null) {
                broken.add(begin);
            }
        });
        return trees.stream().filter(rule -> !broken.contains(rule.at().line())).toList();
    }
}
