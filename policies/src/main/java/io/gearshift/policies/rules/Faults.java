package io.gearshift.policies.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in one line what went wrong in which rule. */
final class Faults {

    /** Drools names rule and condition in the message of a failing condition. */
    private static final Pattern IN_RULE = Pattern.compile("\\[Rule \"(.+?)\" in ");

    private Faults() {}

    static String of(Throwable e, String lastRule, long limitMs) {
        Throwable root = root(e);
        if (root instanceof Verbs.OutOfTime) {
            return "stopped after " + limitMs + " ms, at rule \"" + lastRule + "\"";
        }
        String condition = conditionRule(e);
        if (condition != null) {
            return "a condition of rule \"" + condition + "\" failed: " + say(root);
        }
        return lastRule.isEmpty() ? "the rules failed: " + say(root) : "rule \"" + lastRule + "\" failed: " + say(root);
    }

    private static @Nullable String conditionRule(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause() == t ? null : t.getCause()) {
            if (t.getMessage() != null && t.getClass().getSimpleName().startsWith("ConstraintEvaluation")) {
                Matcher matcher = IN_RULE.matcher(t.getMessage());
                if (matcher.find()) {
                    return matcher.group(1);
                }
            }
        }
        return null;
    }

    static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    static String say(Throwable root) {
        String message = root.getMessage();
        if (root instanceof NullPointerException) {
            return "a value is unknown (null) where a number is needed";
        }
        String text = message == null ? "" : message.lines().findFirst().orElse("");
        return text.isBlank() ? root.getClass().getSimpleName() : text;
    }
}
