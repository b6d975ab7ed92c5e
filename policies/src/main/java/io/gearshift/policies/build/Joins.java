package io.gearshift.policies.build;

import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bounds how many facts one rule combines. Drools makes all combinations before the first action runs, where no limit of
 * firings or time is looked at: three candidates out of 120 would be 1.7 million, seconds and all of the memory.
 */
final class Joins {

    /** 120 candidates: 14 400 combinations, some milliseconds. */
    private static final int MOST_CANDIDATES = 2;

    /** Candidates, models and modes together; of the others there is one each. */
    private static final int MOST_FACTS = 3;

    private static final Pattern TEXTS = Pattern.compile("\"(\\\\.|[^\"\\\\\\n])*\"|'(\\\\.|[^'\\\\\\n])*'");
    private static final Pattern ACTION = Pattern.compile("\\bthen\\b");

    /** A pattern that is joined; {@code not} and {@code exists} of one pattern only look for a first match. */
    private static final Pattern JOINED =
            Pattern.compile("(?<!\\w)(not\\s+|exists\\s+)?(?:\\$?\\w+\\s*:\\s*)?(Candidate|Model|Mode)\\s*\\(");

    private Joins() {}

    static List<Problem> tooMany(String file, String text) {
        List<Problem> problems = new ArrayList<>();
        for (RuleText.Rule rule : RuleText.of(text).rules()) {
            String body =
                    TEXTS.matcher(text.substring(rule.start(), rule.end())).replaceAll("");
            Matcher matcher = JOINED.matcher(ACTION.split(body, 2)[0]);
            int candidates = 0;
            int facts = 0;
            while (matcher.find()) {
                boolean isJoined = matcher.group(1) == null;
                facts += isJoined ? 1 : 0;
                candidates += isJoined && matcher.group(2).equals("Candidate") ? 1 : 0;
            }
            if (candidates > MOST_CANDIDATES || facts > MOST_FACTS) {
                problems.add(new Problem(
                        file,
                        rule.line(),
                        1,
                        "rule \"" + rule.name() + "\" combines " + candidates + " candidates and "
                                + (facts - candidates)
                                + " other facts (expected: at most " + MOST_CANDIDATES + " candidates, " + MOST_FACTS
                                + " together)",
                        "ask with exists Candidate( ... ), or split the rule with insert(new Mode(\"...\"))"));
            }
        }
        return problems;
    }
}
