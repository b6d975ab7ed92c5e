package io.gearshift.policies.build;

import io.gearshift.policies.code.CodeCheck;
import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleText;
import io.gearshift.policies.language.Span;
import io.gearshift.policies.table.RuleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kie.api.builder.Message;

/**
 * What Drools or the check of the byte code refused, said against the author's rules. Drools reports one bad rule of several and often names only
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
        return each(
                files,
                (file, rule, alone) -> alone.messages().isEmpty()
                        ? null
                        : problem(file, rule, alone.messages().get(0)),
                "the compiler refuses these rules together: " + said(messages.get(0)));
    }

    /**
     * @param refused what {@link CodeCheck} found in the rules together
     */
    static List<Problem> ofCode(Map<RuleFile, String> files, List<String> refused) {
        return each(
                files,
                (file, rule, alone) -> {
                    List<String> code = CodeCheck.refusals(alone.classes());
                    return code.isEmpty()
                            ? null
                            : Problem.error(
                                    file,
                                    new Span(rule.line(), 1, 4),
                                    Code.COMPILER,
                                    "the rule \"" + rule.name() + "\" compiles to what no rule may do: it "
                                            + does(code.get(0)),
                                    "this is a fault of Gearshift, please report it with the rule; until then write the rule"
                                            + " more simply");
                },
                "these rules together compile to what no rule may do: one " + does(refused.get(0)));
    }

    /** Without the name of the generated class. */
    private static String does(String refusal) {
        return refusal.substring(refusal.indexOf(' ') + 1);
    }

    private interface Judgement {
        @Nullable
        Problem of(String file, RuleText.Rule rule, Drools.Result alone);
    }

    private static List<Problem> each(Map<RuleFile, String> files, Judgement judgement, String together) {
        List<Problem> problems = new ArrayList<>();
        files.forEach((file, text) -> {
            RuleText whole = RuleText.of(text);
            for (RuleText.Rule rule : whole.rules()) {
                Problem problem = judgement.of(file.name(), rule, Drools.compile(List.of(whole.only(rule))));
                if (problem != null) {
                    problems.add(file.placed(problem));
                }
            }
        });
        if (problems.isEmpty()) {
            String first = files.keySet().iterator().next().name();
            problems.add(Problem.error(first, new Span(1, 1, 1), Code.COMPILER, together, ""));
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
