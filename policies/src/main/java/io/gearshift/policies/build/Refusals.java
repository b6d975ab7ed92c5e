package io.gearshift.policies.build;

import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleText;
import io.gearshift.policies.language.Span;
import io.gearshift.policies.table.RuleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.kie.api.builder.Message;

/**
 * What Drools refused, said against the author's rules. Drools reports one bad rule of several and often names only
 * generated code, so each rule is compiled once more alone: those that fail are the culprits.
 */
final class Refusals {

    private static final String NOT_UNDERSTOOD = "the compiler refuses this rule";

    /** Parts of messages that speak of generated code. */
    private static final Pattern NOISE = Pattern.compile(
            "^(Rule Compilation error|Java source of invalid class:|Unable to create|Error importing).*?:?\\s*"
                    + "|\\[\\[?Rule[^\\]]*\\]|\\[?Rule name='[^']*'\\]?|File Rules.*|_this\\.?|io\\.gearshift\\.[a-z.]*\\.");

    private static final int LONGEST = 200;

    private Refusals() {}

    static List<Problem> of(Map<RuleFile, String> files, List<Message> messages) {
        List<Problem> problems = new ArrayList<>();
        files.forEach((file, text) -> {
            RuleText whole = RuleText.of(text);
            for (RuleText.Rule rule : whole.rules()) {
                List<Message> alone = Drools.compile(List.of(whole.only(rule))).messages();
                if (!alone.isEmpty()) {
                    problems.add(file.placed(problem(file.name(), rule, alone.get(0))));
                }
            }
        });
        if (problems.isEmpty()) {
            String first = files.keySet().iterator().next().name();
            problems.add(new Problem(
                    first, 1, 1, "the compiler refuses these rules together: " + said(messages.get(0)), ""));
        }
        return problems;
    }

    private static Problem problem(String file, RuleText.Rule rule, Message message) {
        boolean isInRule =
                message.getPath() != null && message.getPath().endsWith(".drl") && message.getLine() >= rule.line();
        return Problem.error(
                file,
                new Span(isInRule ? message.getLine() : rule.line(), 1, 4),
                Code.COMPILER,
                NOT_UNDERSTOOD + ", \"" + rule.name() + "\": " + said(message),
                "look at this rule's types and names; where they are right, write it more simply");
    }

    private static String said(Message message) {
        String text = message.getText()
                .lines()
                .map(line -> NOISE.matcher(line).replaceAll("").strip())
                .filter(line -> !line.isBlank())
                .filter(line -> !line.startsWith("package ") && !line.startsWith("import "))
                .findFirst()
                .orElse("no reason given");
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }
}
